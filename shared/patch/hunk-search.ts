import type { Hunk } from "./file-patch.ts";
import type { Sought } from "./match-refusals.ts";
import type { Matching } from "./match-tier.ts";

/** Where a hunk is looked for, and which one of its file it is. */
export interface Search {
  /** the first line (0-based) below the hunk before */
  floor: number;
  /** lines by which the hunk before stood below the place that its header named */
  drift: number;
  matching: Matching;
  file: string;
  /** 0-based index of the hunk among those of its file, and how many there are */
  index: number;
  of: number;
}

/** What a refusal says of a hunk: which one, of which file, where in the diff. */
export const soughtHunk = (hunk: Hunk, { index, of, file }: Search, part: string): Sought => ({
  file,
  what: `${part}hunk ${index + 1} of ${of} for ${file} (line ${hunk.diffLine} of the diff)`,
  details: { hunk: index + 1, hunks: of, diffLine: hunk.diffLine },
});

/** Why a hunk that stands nowhere below `floor` (0-based) is refused; `above` are places above it. */
export function whyBelow(above: readonly number[], floor: number): string {
  if (above.length === 0) return " Every line of a hunk has to stand in the file, context is not fuzzed.";
  const lines = above.slice(0, 5).map((line) => line + 1);
  return ` It stands at line ${lines.join(", ")}, above where it is looked for (from line ${floor + 1} on): hunks go in the order of the file, below their @@ lines.`;
}
