import { indexLines } from "../../../../shared/patch/document.ts";
import { readable } from "../../../../shared/patch/encoding.ts";
import { ok, type Result, refuse } from "../../../../shared/result.ts";
import type { DiffSide } from "../../../ports/workspace.ts";
import type { Engine } from "./context.ts";
import { type Around, rebuild } from "./rebuild.ts";

/** The most text that a viewer is sent of one patch, in bytes of all sides together. */
const mostBytes = 2 * 1024 * 1024;
/** lines shown above the first and below the last change */
const margin = 20;

/** A patch's diff, and each of its files before and after: the lines from the first change to the last. */
export async function diffView(
  engine: Engine,
  patchId: string,
): Promise<Result<{ diff: string; files: DiffSide[]; truncated: boolean }>> {
  const stored = engine.store.read(patchId);
  const diff = stored && engine.store.readDiff(patchId);
  if (!diff)
    return refuse(
      "PATCH_NOT_FOUND",
      `no patch ${patchId} was applied in this workspace; patchctl log lists those that were`,
      {
        patch_id: patchId,
      },
    );
  const budget = { left: mostBytes, truncated: diff.length > mostBytes };
  const files = (rebuild(engine, stored) ?? []).map((around) => sideOf(around, budget));
  const text = readable(diff.length > mostBytes ? wholeLines(diff, mostBytes) : diff);
  return ok({ diff: text, files, truncated: budget.truncated });
}

interface Budget {
  left: number;
  truncated: boolean;
}

function sideOf({ file, before, after }: Around, budget: Budget): DiffSide {
  const first = file.edits[0];
  const last = file.edits.at(-1);
  const oldFrom = Math.max(0, (first?.[0] ?? 0) - margin);
  const newFrom = Math.max(0, (first?.[2] ?? 0) - margin);
  const oldTo = last ? last[0] + last[1] + margin : 2 * margin;
  const newTo = last ? last[2] + last[3] + margin : 2 * margin;
  return {
    file: file.to,
    old_text: before && cut(before, oldFrom, oldTo, budget),
    new_text: after && cut(after, newFrom, newTo, budget),
    old_start: oldFrom + 1,
    new_start: newFrom + 1,
  };
}

/** Lines [from, to) as text, as many whole ones as the budget has room for. */
function cut(bytes: Uint8Array, from: number, to: number, budget: Budget): string {
  const starts = indexLines(bytes);
  let window = bytes.subarray(starts[from] ?? bytes.length, starts[to] ?? bytes.length);
  if (window.length > budget.left) {
    budget.truncated = true;
    window = wholeLines(window, budget.left);
  }
  budget.left -= window.length;
  return readable(window);
}

const wholeLines = (bytes: Uint8Array, most: number): Uint8Array =>
  bytes.subarray(0, bytes.subarray(0, most).lastIndexOf(10) + 1);
