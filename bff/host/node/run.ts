import type { Arguments } from "./arguments.ts";
import { openBrowser } from "./open-browser.ts";
import { type ServedWorkspace, serveWorkspace } from "./serve-workspace.ts";

/** Starts what was asked for, says where it is, and ends it cleanly on SIGINT and SIGTERM. */
export async function run(asked: Arguments): Promise<void> {
  const started = await serveWorkspace({
    workspace: asked.workspace,
    port: asked.port,
    data: asked.data,
    listen: asked.listen,
    publicUrl: asked.publicUrl,
  });
  if (!started.ok) {
    console.error(`mission-control: ${started.error}`);
    process.exitCode = 1;
    return;
  }
  const { server } = started;
  announce(server);
  if (asked.open) openBrowser(server.signInLink);
  endOnSignals(() => server.close());
}

function announce(server: ServedWorkspace): void {
  process.stdout.write(`Mission Control governs ${server.root}\n\n  sign in  ${server.signInLink}\n\n`);
}

function endOnSignals(close: () => Promise<void>): void {
  let ending = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // the second time at once
      if (ending) process.exit(1);
      ending = true;
      close().then(
        () => process.exit(0),
        (error) => {
          console.error(`mission-control: ${String(error)}`);
          process.exit(1);
        },
      );
    });
  }
}
