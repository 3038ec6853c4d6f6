import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installRoot } from "../install-root.ts";

/** Where and for whom a scripted agent works. */
export interface Job {
  agent: string;
  order: string;
  factory: string;
  phase: string;
  reason: string;
  task?: string;
}

export interface Reply {
  ok: boolean;
  code?: string;
  patch_id?: string;
  fileHash?: string;
  ts_check_ok?: boolean | null;
  results?: Reply[];
}

/** What a scripted agent edits with: the real command as its own process, and the real HTTP interface. */
export interface Hands {
  patchctl(args: readonly string[], block?: string): Promise<Reply>;
  http(
    job: Job,
    patches: readonly Record<string, unknown>[],
    options?: Record<string, unknown>,
  ): Promise<Reply>;
}

/** The built command where there is one, else its source. */
const patchctlPath = ["dist/cli/patchctl.js", "bff/cli/patchctl.ts"]
  .map((path) => join(installRoot, path))
  .find((path) => existsSync(path))!;

/** Once `signal` aborts, a command under way is ended: it must not write into a folder that is about to go. */
export function createHands(root: string, url: string, token: string, signal?: AbortSignal): Hands {
  // the agents report to the demo's own server, which they find by its endpoint file
  const { ORCHESTRATOR_URL: _url, ORCHESTRATOR_TOKEN: _token, FACTORY_WS_URL: _socket, ...env } = process.env;
  return {
    patchctl: (args, block = "") =>
      new Promise((resolve, reject) => {
        const child = execFile(
          process.execPath,
          [patchctlPath, ...args],
          { cwd: root, env, timeout: 60_000, maxBuffer: 16 * 1024 * 1024, ...(signal ? { signal } : {}) },
          (_failed, out, errors) => {
            try {
              resolve(JSON.parse(out) as Reply);
            } catch {
              reject(new Error(`patchctl ${args.join(" ")} answered no JSON: ${out}${errors}`));
            }
          },
        );
        child.stdin?.on("error", () => {});
        child.stdin?.end(block);
      }),
    async http(job, patches, options = {}) {
      const answer = await fetch(new URL("/api/patches/apply", url), {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({
          requester: job.agent,
          reason: job.reason,
          orderId: job.order,
          factory: job.factory,
          phase: job.phase,
          ...options,
          patches: patches.map((patch) => (job.task === undefined ? patch : { taskId: job.task, ...patch })),
        }),
      });
      return (await answer.json()) as Reply;
    },
  };
}

/** The flags that carry a job to `patchctl`. */
export const jobFlags = (job: Job): string[] => [
  ...["--requester", job.agent, "--reason", job.reason, "--order-id", job.order],
  ...["--factory", job.factory, "--phase", job.phase],
  ...(job.task === undefined ? [] : ["--task-id", job.task]),
];
