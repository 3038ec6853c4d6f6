import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Ran {
  code: number;
  json: Record<string, unknown>;
  out: string;
  err: string;
}

/** A git repository of its own, in which the built command runs as a process. */
export interface ScratchRepo {
  root: string;
  read(file: string): string;
  write(file: string, text: string): void;
  git(...args: string[]): string;
  patchctl(args: string[], options?: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv }): Promise<Ran>;
  dispose(): void;
}

export function makeScratchRepo(patchctlPath: string, files: Record<string, string>): ScratchRepo {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "patchctl-")));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
      cwd: root,
      encoding: "utf8",
    });
  for (const [file, text] of Object.entries(files)) write(file, text);
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-qm", "start");
  return {
    root,
    write,
    git,
    read: (file) => readFileSync(join(root, file), "utf8"),
    patchctl: (args, { input = "", cwd = root, env = {} } = {}) =>
      new Promise((resolve, reject) => {
        const {
          ORCHESTRATOR_URL: _url,
          ORCHESTRATOR_TOKEN: _token,
          FACTORY_WS_URL: _ws,
          ...mine
        } = process.env;
        const child = spawn(process.execPath, [patchctlPath, ...args], { cwd, env: { ...mine, ...env } });
        let out = "";
        let err = "";
        child.stdout.on("data", (chunk) => {
          out += chunk;
        });
        child.stderr.on("data", (chunk) => {
          err += chunk;
        });
        child.on("error", reject);
        child.stdin.on("error", () => {});
        child.stdin.end(input);
        child.on("close", (code) => {
          let json: Record<string, unknown> = {};
          try {
            json = JSON.parse(out) as Record<string, unknown>;
          } catch {
            // a test that expects JSON sees what came instead in `out`
          }
          resolve({ code: code ?? -1, json, out, err });
        });
      }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}
