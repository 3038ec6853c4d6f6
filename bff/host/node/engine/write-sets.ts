import type { Plan } from "../../../../shared/patch/plan.ts";
import type { Numbered } from "./numbered.ts";

interface Group {
  indexes: number[];
  changes: Plan["changes"];
}

/**
 * The operations that are written together: all of an atomic batch; of any other, those that share a file, so
 * that a file which cannot be written refuses no more than it must.
 */
export function writeSets(
  numbered: ReadonlyMap<number, Numbered>,
  changes: Plan["changes"],
  atomic: boolean,
): Group[] {
  if (numbered.size === 0) return [];
  if (atomic) return [{ indexes: [...numbered.keys()].sort((a, b) => a - b), changes }];
  const groups = new Set<{ indexes: number[]; files: Set<string> }>();
  const groupOf = new Map<string, { indexes: number[]; files: Set<string> }>();
  for (const [index, { planned }] of numbered) {
    const files = planned.steps.flatMap((step) => [step.file, step.to]);
    const joined = { indexes: [index], files: new Set(files) };
    for (const group of new Set(files.flatMap((file) => groupOf.get(file) ?? []))) {
      joined.indexes.push(...group.indexes);
      for (const file of group.files) joined.files.add(file);
      groups.delete(group);
    }
    for (const file of joined.files) groupOf.set(file, joined);
    groups.add(joined);
  }
  return [...groups].map(({ indexes, files }) => ({
    indexes: indexes.sort((a, b) => a - b),
    changes: changes.filter(({ file }) => files.has(file)),
  }));
}
