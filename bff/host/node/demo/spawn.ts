import { type ChildProcess, spawn } from "node:child_process";
import { type Result, refuse } from "../../../../shared/result.ts";

/** How long the second server may take to print its link, in milliseconds. */
const startMs = 60_000;
const link = /https?:\/\/\S+\/signin\?code=\S+/;

/** Set for a process that was launched as a demo. */
const launched = "MISSION_CONTROL_LAUNCHED";
const wasLaunched = (): boolean => process.env[launched] !== undefined;

export interface DemoLauncher {
  /** Starts the demo's server, or answers the link of the one that runs already. */
  start(): Promise<Result<{ url: string }>>;
  close(): void;
}

/**
 * Starts the demo as a second process of this same command. It is tied to this process by a channel that closes when
 * this one ends, however it ends, and the demo ends with it (see `endWithParent`).
 */
export function createDemoLauncher(command = process.argv[1]!): DemoLauncher {
  let running: { child: ChildProcess; url: Promise<Result<{ url: string }>> } | null = null;
  return {
    start() {
      // a demo that launched demos would not end
      if (wasLaunched())
        return Promise.resolve(refuse("WORKSPACE_UNAVAILABLE", "This server is the demo already."));
      if (running === null) {
        const child = spawn(process.execPath, [command, "--demo", "--port", "0", "--no-open"], {
          stdio: ["ignore", "pipe", "pipe", "ipc"],
          env: childEnvironment(),
        });
        child.once("exit", () => {
          if (running?.child === child) running = null;
        });
        running = { child, url: linkOf(child) };
      }
      return running.url;
    },
    close() {
      running?.child.kill();
      running = null;
    },
  };
}

/** Ends this process when the one that launched it as a demo does, or has already. Nothing happens where nobody did. */
export function endWithParent(end: () => void): void {
  if (!wasLaunched()) return;
  if (process.connected) process.once("disconnect", end);
  else end();
}

/** The demo's server makes a token of its own: whoever can sign in there need not be able to sign in here. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { MISSION_CONTROL_TOKEN: _token, ...env } = process.env;
  return { ...env, [launched]: "1" };
}

function linkOf(child: ChildProcess): Promise<Result<{ url: string }>> {
  return new Promise((resolve) => {
    let said = "";
    const settle = (result: Result<{ url: string }>) => {
      clearTimeout(timer);
      child.stdout?.off("data", listen);
      // what it says from now on is read and dropped, or it would stop at a full pipe
      child.stdout?.resume();
      child.stderr?.resume();
      if (!result.ok) child.kill();
      resolve(result);
    };
    const failed = (why: string) =>
      settle(
        refuse(
          "WORKSPACE_UNAVAILABLE",
          `The demo did not start: ${why}. Run mission-control --demo to see more.`,
        ),
      );
    const timer = setTimeout(() => failed(`no link within ${startMs / 1000} s`), startMs);
    const listen = (chunk: Buffer) => {
      said += chunk;
      const found = link.exec(said)?.[0];
      if (found !== undefined) settle({ ok: true, url: found });
    };
    child.stdout?.on("data", listen);
    child.stderr?.resume();
    child.once("error", (problem) => failed((problem as NodeJS.ErrnoException).code ?? "it cannot be run"));
    child.once("exit", (code) => failed(`it ended with ${code ?? "a signal"}`));
  });
}

/** One demo at a time belongs to this process, as its child does: a second click opens the one that runs. */
const launcher = createDemoLauncher();

export const spawnDemo = (): Promise<Result<{ url: string }>> => launcher.start();
