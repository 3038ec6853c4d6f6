import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { type Endpoint, endpointPath } from "../../../endpoint.ts";

const main = join(import.meta.dirname, "../../../main.ts");

/** A server as a process of its own, which can be killed. Ends with the scope that made it. */
export async function startServerProcess(root: string, args: readonly string[] = []) {
  const child = spawn(process.execPath, [main, "--no-open", "--workspace", root, "--port", "0", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (part) => {
    errors += part;
  });
  const endpoint = await vi.waitFor(
    () => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${errors}`);
      if (!existsSync(endpointPath(root))) throw new Error("no endpoint yet");
      const read = JSON.parse(readFileSync(endpointPath(root), "utf8")) as Endpoint;
      if (read.pid !== child.pid) throw new Error("still the endpoint of another");
      return read;
    },
    { interval: 20 },
  );
  return {
    ...endpoint,
    errors: () => errors,
    kill: () => end(child, "SIGKILL"),
    [Symbol.asyncDispose]: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
}
