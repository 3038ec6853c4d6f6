import type { PatchEvent } from "../../../../../shared/models/patch-event.ts";
import { refuse } from "../../../../../shared/result.ts";
import type { Engine } from "../context.ts";
import { applied, failed, reverted, type Subject } from "../events.ts";
import { outOfBandOp } from "../out-of-band-op.ts";
import type { KeptPatch } from "../patch-store.ts";
import { now } from "../request.ts";
import type { Entry } from "./entry.ts";

const subjectOf = ({ answer, task_id }: KeptPatch): Subject => ({
  patch_id: answer.patch_id,
  file: answer.file,
  op: answer.op,
  task_id,
});

/** The reports of patches that happened, as their process would have sent them. Sent twice, they count once. */
export const happened = (engine: Engine, { patches }: Entry): PatchEvent[] =>
  patches.flatMap(({ record }) => {
    const subject = subjectOf(record);
    const done = { ...record.answer, diff: "" };
    const undone = record.reverts === undefined ? null : engine.store.read(record.reverts);
    const original = undone?.answer.op === outOfBandOp ? null : undone;
    return [
      applied(subject, record, done, {}, record.ts),
      ...(original ? [reverted(subjectOf(original), record, original, record.patch_id, record.ts)] : []),
    ];
  });

/** The reports of patches that were asked for and then taken back. */
export const cameToNothing = (engine: Engine, { patches }: Entry): PatchEvent[] =>
  patches.map(({ record }) => ({
    ...failed(subjectOf(record), record, interrupted, now(engine)),
    event_id: `e-${record.patch_id}-undone`,
  }));

const interrupted = refuse(
  "INTERNAL",
  "the process that made this edit died in the midst of it; the files are as before, send the edit again",
  {},
);
