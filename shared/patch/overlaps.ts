import { type Refusal, refuse } from "../result.ts";
import { filesOfPart, type Part, type Resolved } from "./part.ts";
import type { ReadOperation } from "./read-operation.ts";
import { overlap } from "./splice.ts";

/**
 * In original coordinates no two operations may want the same bytes. Answers the refusal of each operation that
 * overlaps another one, by index; both of a pair are refused, and each names the other.
 */
export function findOverlaps(
  reads: readonly ReadOperation[],
  resolved: readonly (Resolved | Refusal)[],
): Map<number, Refusal> {
  const refused = new Map<number, Refusal>();
  const byFile = new Map<string, { index: number; part: Part }[]>();
  resolved.forEach((one, index) => {
    if ("ok" in one) return;
    for (const part of one.parts)
      for (const file of filesOfPart(part)) {
        const others = byFile.get(file) ?? [];
        for (const other of others) {
          if (other.index === index || !clash(other.part, part, file)) continue;
          refused.set(index, refuseOverlap(reads, index, other.index, file));
          if (!refused.has(other.index))
            refused.set(other.index, refuseOverlap(reads, other.index, index, file));
        }
        byFile.set(file, [...others, { index, part }]);
      }
  });
  return refused;
}

function clash(earlier: Part, later: Part, file: string): boolean {
  // the later one was placed in what the earlier one creates
  if (earlier.kind === "create" && later.kind === "edit") return false;
  if (earlier.kind !== "edit" || later.kind !== "edit") return filesOfPart(earlier).includes(file);
  return earlier.splices.some((a) => later.splices.some((b) => overlap(a, b)));
}

function refuseOverlap(reads: readonly ReadOperation[], index: number, other: number, file: string): Refusal {
  const name = (at: number) => `patch ${at + 1} (${reads[at]!.op.op})`;
  const [first, second] = index < other ? [index, other] : [other, index];
  return refuse(
    "OPERATIONS_OVERLAP",
    `${name(first)} and ${name(second)} overlap in ${file}; join them into one, or send them as coordinates: "sequential"`,
    { file, patches: [first + 1, second + 1] },
  );
}
