import { openDocument } from "../../../../shared/patch/document.ts";
import { guardLines } from "../../../../shared/patch/guard-words.ts";
import { guardsOf } from "../../../../shared/patch/guards.ts";
import { fatesOf } from "../../../../shared/patch/kept-guards.ts";
import type { FileStep } from "../../../../shared/patch/write-diff.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import type { Around } from "./rebuild.ts";

/**
 * Why a revert may not put these files back: it would change a guarded region. A reviewer's revert may change those
 * that the patch itself had brought or rewritten, and no other: they get their old lines and their old hash back.
 */
export function refuseGuarded(
  around: readonly Around[],
  steps: readonly FileStep[],
  mayUnlock: boolean,
): Refusal | null {
  const own = new Set(around.flatMap(regionsChanged));
  for (const step of steps)
    for (const { guard } of fatesOf(step).lost) {
      if (mayUnlock && own.has(guard.name)) continue;
      const what = `the revert reaches into the guarded region "${guard.name}", ${guardLines(guard)} of ${step.file}`;
      const todo = own.has(guard.name)
        ? "a reviewer may revert this patch, on the dashboard or by POST /api/patches/<patch_id>/revert with a token of their role"
        : `it was put around lines of this patch later; undo them by an edit that a reviewer sends with "unlock": ["${guard.name}"]`;
      return refuse("GUARD_VIOLATION", `${what}; ${todo}`, {
        file: step.file,
        guard: guard.name,
        start: guard.start,
        end: guard.end,
      });
    }
  return null;
}

/** Names of the regions that a patch brought, took away or rewrote. */
function regionsChanged({ before, after }: Around): string[] {
  const was = regionsIn(before);
  const is = regionsIn(after);
  const differ = (name: string) => was.get(name) !== is.get(name);
  return [...new Set([...was.keys(), ...is.keys()])].filter(differ);
}

/** The text of every region by name, those of one name joined. */
function regionsIn(bytes: Uint8Array | null): Map<string, string> {
  const regions = new Map<string, string>();
  if (!bytes) return regions;
  const doc = openDocument(bytes);
  for (const { name, start, end } of guardsOf(doc)) {
    const text = Buffer.from(bytes.subarray(doc.starts[start - 1], doc.starts[end] ?? bytes.length)).toString(
      "latin1",
    );
    regions.set(name, (regions.get(name) ?? "") + text);
  }
  return regions;
}
