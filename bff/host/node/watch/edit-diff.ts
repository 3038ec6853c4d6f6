import type { OutOfBandEdit } from "../../../../shared/models/out-of-band.ts";
import { isBinary } from "../../../../shared/patch/bytes.ts";
import { diffLines } from "../../../../shared/patch/diff-lines.ts";
import { indexLines } from "../../../../shared/patch/document.ts";
import { type FileStep, writeDiff } from "../../../../shared/patch/write-diff.ts";
import type { Engine } from "../engine/context.ts";
import { contentsOf } from "./contents.ts";
import type { RawEdit } from "./look.ts";

/** Larger contents have no diff, in bytes. */
const mostBytes = 4 * 1024 * 1024;

export type EditDiff =
  | { step: FileStep; diff: Uint8Array }
  | { none: NonNullable<OutOfBandEdit["no_diff"]>; after: Uint8Array | null };

/** What an edit did, as a diff that `git apply` takes, or why it has none. */
export async function editDiff(
  engine: Engine,
  copies: string,
  raw: RawEdit,
  executable: boolean,
): Promise<EditDiff> {
  const { before, after, file } = raw;
  const now = after.hash === null ? new Uint8Array() : (raw.bytes ?? engine.store.readBackup(after.hash));
  if (now === null || now.length > mostBytes) return { none: "large", after: null };
  if (isBinary(now)) return { none: "binary", after: null };
  const was = await contentsOf(engine, copies, before);
  if (was === null) return { none: "before_unknown", after: now };
  if (was.length > mostBytes) return { none: "large", after: null };
  if (isBinary(was)) return { none: "binary", after: null };
  const state = (bytes: Uint8Array, hash: string | null) => (hash === null ? null : { bytes, executable });
  const step: FileStep = {
    file,
    to: file,
    before: state(was, before.hash),
    after: state(now, after.hash),
    edits: diffLines(was, indexLines(was), now, indexLines(now)),
  };
  return { step, diff: writeDiff([step]) };
}

export const kindOf = ({ before, after }: RawEdit): OutOfBandEdit["kind"] =>
  before.hash === null ? "created" : after.hash === null ? "deleted" : "modified";
