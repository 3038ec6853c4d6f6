import type { VerifyReport } from "../../../../shared/models/out-of-band.ts";
import type { Custody } from "../../../ports/custody.ts";
import type { Engine } from "../engine/context.ts";
import type { RunningWatch } from "./watch.ts";

/** The port over this machine's files. Nothing of it is loaded before it is asked for: an edit needs none of it. */
export function custodyOf(engine: Engine): Custody & { end(): Promise<void> } {
  let running: RunningWatch | null = null;
  let verifying: Promise<VerifyReport> | null = null;
  return {
    async watch(listener) {
      const { startWatch } = await import("./watch.ts");
      if (running) throw new Error("this workspace is watched already");
      running = startWatch(engine, listener);
      await running.started;
    },
    watching: () => running?.state() ?? { mode: "off", files: 0, note: null },
    async close(closings) {
      await running?.started;
      running?.closeEdits(closings);
    },
    async verify(options = {}) {
      const { verifyFiles } = await import("./verify-files.ts");
      // it reads everything: who asks meanwhile gets the same answer
      verifying ??= verifyFiles(engine, options.progress).finally(() => {
        verifying = null;
      });
      return verifying;
    },
    async end() {
      await running?.close();
    },
  };
}
