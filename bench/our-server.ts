import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineMs } from "./worker.ts";

const root = join(import.meta.dirname, "..");
/** The file that `npm start` runs, so that what is measured is what people get. */
const main = join(root, /\S+$/.exec(startScript())![0]);
const token = "mc_bench_0123456789abcdef0123456789abcdef";

/** The product as it is started, over an empty scratch workspace, on any free port. */
export interface OurServer {
  url: string;
  port: number;
  pid: number;
  token: string;
  /** signs a browser in */
  link: string;
  /** machine time at which the process was asked for */
  askedAt: number;
  stop(): Promise<void>;
}

function startScript(): string {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  return scripts.start;
}

export async function startOurServer({ port = 0 } = {}): Promise<OurServer> {
  const folder = mkdtempSync(join(tmpdir(), "bench-mission-control-"));
  const workspace = join(folder, "workspace");
  mkdirSync(workspace);
  const askedAt = machineMs();
  const child = spawn(
    process.execPath,
    [main, "--workspace", workspace, "--data", join(folder, "data"), "--port", String(port), "--no-open"],
    { env: { ...process.env, MISSION_CONTROL_TOKEN: token }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  const link = await new Promise<string>((resolve, reject) => {
    const listen = (part: Buffer) => {
      said += part;
      const found = /http:\/\/127\.0\.0\.1:\d+\/signin\?code=\S+/.exec(said)?.[0];
      if (found) resolve(found);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) =>
      reject(new Error(`the server ended (${code}) before it was ready:\n${said}`)),
    );
  });
  for (const stream of [child.stdout, child.stderr]) stream.removeAllListeners("data").resume();
  const { origin, port: taken } = new URL(link);
  return {
    url: origin,
    port: Number(taken),
    pid: child.pid!,
    token,
    link,
    askedAt,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
