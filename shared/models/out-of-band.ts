import { z } from "zod";

/** What became of an edit that went around. `open`: nobody has looked at it yet. */
export const OutOfBandStatus = z.enum(["open", "accepted", "put_back"]);
export type OutOfBandStatus = z.infer<typeof OutOfBandStatus>;

/**
 * Why an edit has no diff. `before_unknown`: nobody kept the contents before; `binary`; `large`: over the limit for
 * diffs; `many`: one of so many at once that only its hashes were kept.
 */
export const NoDiffReason = z.enum(["before_unknown", "binary", "large", "many"]);
export type NoDiffReason = z.infer<typeof NoDiffReason>;

/**
 * A change of a file that no patch made. Hashes are sha256 of the contents, null where the file did not exist before
 * or does not after. Edits found in one look share `group`; `group_size` counts all of them, those without a row too.
 * Times are ISO-8601 UTC: when it was found, which is the time of the edit or later.
 */
export const OutOfBandEdit = z.object({
  id: z.string(),
  group: z.string(),
  group_size: z.int(),
  file: z.string(),
  kind: z.enum(["modified", "created", "deleted"]),
  before_hash: z.string().nullable(),
  after_hash: z.string().nullable(),
  lines_added: z.int().nullable(),
  lines_removed: z.int().nullable(),
  diff_path: z.string().nullable(),
  no_diff: NoDiffReason.nullable(),
  found_at: z.string(),
  status: OutOfBandStatus,
  closed_at: z.string().nullable(),
  closed_by: z.string().nullable(),
  reason: z.string().nullable(),
  /** the patch that put it back */
  patch_id: z.string().nullable(),
  /** the flow in which it was accepted or put back */
  trace_id: z.string().nullable(),
});
export type OutOfBandEdit = z.infer<typeof OutOfBandEdit>;

/**
 * How the server looks for such edits: told by the system of every change (`watching`), or, where the system cannot
 * (`polling`), by looking again and again; `note` says why, and what to do about it.
 */
export const WatchState = z.object({
  mode: z.enum(["starting", "watching", "polling", "off"]),
  files: z.int(),
  note: z.string().nullable(),
});
export type WatchState = z.infer<typeof WatchState>;

/** Something that `verify` found not to be as the record says, and what to do about it. */
export const VerifyFinding = z.object({
  kind: z.enum(["custody", "patch", "out_of_band", "guard", "unread"]),
  /** the row, patch, edit or guard, and the file it is about, where it is about one */
  row: z.int().optional(),
  patch_id: z.string().optional(),
  file: z.string().optional(),
  line: z.int().optional(),
  text: z.string(),
  advice: z.string(),
  /** of an edit that went around, its beginning where it is long */
  diff: z.string().optional(),
});
export type VerifyFinding = z.infer<typeof VerifyFinding>;

/** What `verify` looked at. `custody_rows` null: there was no database to look in; `skipped` says why. */
export const VerifyReport = z.object({
  intact: z.boolean(),
  checked: z.object({
    custody_rows: z.int().nullable(),
    patches: z.int(),
    files: z.int(),
    guards: z.int(),
  }),
  findings: z.array(VerifyFinding),
  /** findings beyond those listed */
  more: z.int(),
  skipped: z.array(z.string()),
});
export type VerifyReport = z.infer<typeof VerifyReport>;
