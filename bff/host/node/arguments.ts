import { isIP } from "node:net";
import { parseArgs } from "node:util";
import { defaultSpanDays } from "../../ports/ports.ts";

export const usage = `Usage: mission-control [options]

  --workspace DIR    the folder to govern (default: the current one)
  --port N           port to listen on (default: 8787; 0 takes any free one)
  --data DIR         where the server keeps its database (default: <workspace>/.mission_control/server)
  --listen ADDR      address to listen on (default: 127.0.0.1); any other needs --behind-tls
  --behind-tls       says that a proxy with TLS stands in front
  --public-url URL   where people reach the server then, such as https://mission.example.com
  --keep-spans DAYS  how long spans of traces are kept (default: ${defaultSpanDays})
  --no-open          do not open the browser
  --demo             a scratch workspace in which scripted agents make real edits
  --demo-pace PACE   "fast" lets them work without pauses
  --version, --help

MISSION_CONTROL_TOKEN sets the admin token; MISSION_CONTROL_LOG the log level (debug, info, warn, error).`;

export interface Arguments {
  workspace: string;
  port: number;
  data: string | undefined;
  listen: string;
  publicUrl: URL | undefined;
  /** days */
  keepSpans: number;
  open: boolean;
  demo: boolean;
  demoPace: "normal" | "fast";
}

/** What to do, or (`wrong`) what is wrong with what was asked for. */
export type Asked =
  | { kind: "help" }
  | { kind: "version" }
  | { kind: "start"; arguments: Arguments }
  | { kind: "wrong"; message: string };

const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Reads the command line; `workspace` is still as it was given. */
export function readArguments(argv: readonly string[]): Asked {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
  } catch (error) {
    return wrong((error as Error).message);
  }
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    return wrong(`--port takes a number from 0 to 65535, not "${values.port}"`);
  }
  const { listen } = values;
  if (isIP(listen) === 0 && listen !== "localhost")
    return wrong(`--listen takes an address, not "${listen}"`);
  if (!loopback.test(listen) && !values["behind-tls"]) {
    return wrong(
      `--listen ${listen} can be reached from other machines, and tokens would cross the network in the clear: put a proxy with TLS in front and say so with --behind-tls (and --public-url)`,
    );
  }
  const publicUrl = values["public-url"];
  if (publicUrl !== undefined && !/^https?:/.test(URL.parse(publicUrl)?.protocol ?? "")) {
    return wrong(`--public-url takes an http(s) URL, not "${publicUrl}"`);
  }
  const keepSpans = Number(values["keep-spans"]);
  if (!(keepSpans >= 1 && keepSpans <= 3650)) {
    return wrong(`--keep-spans takes a number of days from 1 to 3650, not "${values["keep-spans"]}"`);
  }
  const pace = values["demo-pace"];
  if (pace !== "normal" && pace !== "fast") return wrong(`--demo-pace is "normal" or "fast", not "${pace}"`);
  return {
    kind: "start",
    arguments: {
      workspace: values.workspace,
      port,
      data: values.data,
      listen,
      publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl),
      keepSpans,
      open: !values["no-open"],
      demo: values.demo,
      demoPace: pace,
    },
  };
}

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: {
      workspace: { type: "string", default: "." },
      port: { type: "string", default: "8787" },
      data: { type: "string" },
      listen: { type: "string", default: "127.0.0.1" },
      "behind-tls": { type: "boolean", default: false },
      "public-url": { type: "string" },
      "keep-spans": { type: "string", default: String(defaultSpanDays) },
      "no-open": { type: "boolean", default: false },
      demo: { type: "boolean", default: false },
      "demo-pace": { type: "string", default: "normal" },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", short: "v", default: false },
    },
  }).values;

const wrong = (message: string): Asked => ({ kind: "wrong", message });
