import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseFlags } from "../../bff/cli/arguments/parse-flags.ts";
import { commands } from "../../bff/cli/commands.ts";
import { type ServedWorkspace, serveWorkspace } from "../../bff/host/node/serve-workspace.ts";
import type { Refusal } from "../../shared/result.ts";
import { project } from "./project.ts";
import type { AskOptions, Place, Provoked, Server } from "./scenario.ts";

/** A place that is gone when it is closed. */
export function openPlace(): Place & { close(): Promise<void> } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "errors-")));
  const write = (file: string, contents: string | Uint8Array) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), contents);
  };
  for (const [file, text] of Object.entries(project)) write(file, text);
  execFileSync("git", ["init", "-q", "-b", "main", root]);
  let served: ServedWorkspace | null = null;

  async function run(words: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
    const [name, ...argv] = words as [string, ...string[]];
    const command = await commands[name]!.load();
    const parsed = parseFlags(argv, command.flags);
    if (!parsed.ok) throw new Error(parsed.problems.join(" "));
    const session = { cwd: root, root, env: options.env ?? {}, input: options.input ?? "" };
    return (await command.run(session, parsed.flags, parsed.rest)).json as Refusal & Record<string, unknown>;
  }

  return {
    root,
    write,
    async patchctl(words, options) {
      const refusal = await run(words, options);
      const env = Object.entries(options?.env ?? {}).map(([key, value]) => `${key}=${value} `);
      const input = options?.input ? ` <<'END'\n${options.input.replace(/\n?$/, "\n")}END` : "";
      return { request: `$ ${env.join("")}patchctl ${words.map(quoted).join(" ")}${input}`, refusal };
    },
    async done(words, options) {
      const answer: Record<string, unknown> = await run(words, options);
      if (answer.ok !== true) throw new Error(`${words.join(" ")} was refused: ${answer.error}`);
      return answer;
    },
    async server() {
      if (!served) {
        const started = await serveWorkspace({ workspace: root, port: 0 });
        if (!started.ok) throw new Error(started.error);
        served = started.server;
      }
      return over(served);
    },
    async close() {
      await served?.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

function over(server: ServedWorkspace): Server {
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    options: AskOptions = {},
  ): Promise<Provoked> => {
    const { token = server.adminToken, headers = {} } = options;
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const sent = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(text === "" ? {} : { "content-type": "application/json" }),
      ...headers,
    };
    const answer = await send(new URL(path, server.url), method, sent, text);
    const shown = Object.entries({
      ...(text === "" ? {} : { "content-type": sent["content-type"] }),
      ...headers,
    })
      .filter(([name, value]) => name !== "content-type" || value !== "application/json")
      .map(([name, value]) => `${name}: ${value}\n`);
    const short = text.length > 400 ? `${text.slice(0, 120)}… (${text.length} characters)` : text;
    return {
      request: `${method} ${path}\n${shown.join("")}${short === "" ? "" : `\n${short}\n`}`,
      refusal: JSON.parse(answer) as Refusal,
    };
  };
  return {
    url: server.url,
    ask,
    async token(role) {
      const { refusal } = await ask("POST", "/api/tokens", { name: role, role });
      const made = refusal as unknown as { token: string; row: { id: string } };
      return { token: made.token, id: made.row.id };
    },
  };
}

/** Over `node:http`, because `fetch` does not let a program say which Host it means. */
function send(url: URL, method: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve(text));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
