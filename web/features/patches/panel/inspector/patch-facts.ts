import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import type { Fact } from "./facts.tsx";

/** Enough of a hash to tell two apart by eye. */
export const shortHash = (hash: string): string => hash.slice(0, 8);

/** A patch id as shown: those that patchctl makes fit whole, a longer one, such as a UUID, by its beginning. */
export const shortId = (patchId: string): string => (patchId.length <= 24 ? patchId : patchId.slice(0, 8));

const present = (facts: (Fact | null)[]): Fact[] => facts.filter((fact) => fact !== null);
const plain = (name: string, value: string | null, mono = false): Fact | null =>
  value ? { name, value, mono } : null;

/** What one asks first. */
export const firstFacts = (patch: PatchDetail): Fact[] =>
  present([
    { name: "Patch", value: shortId(patch.patch_id), mono: true, copy: patch.patch_id },
    plain("Operation", patch.span ? `${patch.op} ${patch.span}` : patch.op, true),
    plain("Task", patch.task ? `${patch.task_id} · ${patch.task.status}` : patch.task_id, true),
    plain("Requester", patch.requester),
    patch.reason ? { name: "Reason", long: patch.reason } : null,
    plain("Order", patch.order_id, true),
    patch.trace_id
      ? { name: "Trace", value: patch.trace_id, mono: true, copy: patch.trace_id, trace: patch.trace_id }
      : null,
  ]);

/** What one asks when something is to be traced. */
export const furtherFacts = (patch: PatchDetail): Fact[] =>
  present([
    plain("Factory", [patch.factory, patch.phase].filter(Boolean).join(" · ") || null),
    plain("Branch", patch.branch, true),
    patch.before_hash
      ? { name: "Before", value: shortHash(patch.before_hash), mono: true, copy: patch.before_hash }
      : null,
    patch.after_hash
      ? { name: "After", value: shortHash(patch.after_hash), mono: true, copy: patch.after_hash }
      : null,
    patch.diff_path ? { name: "Diff file", value: patch.diff_path, mono: true, copy: patch.diff_path } : null,
  ]);
