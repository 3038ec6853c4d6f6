import type { Replay } from "../../../shared/models/replay.ts";
import { replayOf, rootOfReplay, runningReplays, updateRunning } from "../../db/queries/replays.ts";
import { summaryOf } from "../../db/queries/trace-summary.ts";
import type { Ports } from "../../ports/ports.ts";
import { createRecorder } from "./recorder.ts";
import { serverStopped } from "./runs.ts";

type Given = Pick<Ports, "clock" | "db" | "replays" | "spans" | "timers">;

/** Ends what an earlier run of this server left unended, as it could not any more. */
export async function abortLeftReplays(ports: Given): Promise<void> {
  for (const replay of await runningReplays(ports.db))
    if (!ports.replays.isRunning(replay.replay_trace)) await abortLeft(ports, replay, serverStopped);
}

/** Aborts a replay that says it is running, and is not. Its trace ends with its last row. */
export async function abortLeft(
  ports: Given,
  { replay_trace, original_trace, mode, actor, report, spans }: Replay,
  reason: string,
): Promise<Replay | undefined> {
  const { clock, db } = ports;
  const root = await rootOfReplay(db, replay_trace);
  const summary = await summaryOf(db, replay_trace);
  const end = summary?.end_us ?? 0;
  if (root !== undefined)
    await createRecorder(
      ports,
      { replay_trace, original_trace, mode, actor: actor ?? "", pace: report.pace },
      root,
    ).abort(Math.max(root.start_us, end), reason);
  const ended = await updateRunning(db, replay_trace, {
    status: "aborted",
    // the row is some moments behind; below the calls of a live one lies what factories logged
    spans: mode === "dry-run" ? Math.max(spans, summary?.spans ?? 0) : spans,
    finished_at: new Date(clock.now()).toISOString(),
    report: { ...report, replay_us: root === undefined ? null : Math.max(0, end - root.start_us), reason },
  });
  return ended ?? (await replayOf(db, replay_trace));
}
