import type { ArrangedSpan } from "./arrange.ts";
import { detailsPrint } from "./details-print.ts";
import { type RowChildren, rowChildren } from "./row-children.ts";

/** One of two traces whose rows are matched, with what is worked out of it once. */
export interface MatchSide {
  rows: readonly ArrangedSpan[];
  children: RowChildren;
  /** a number for the source and operation of each row, the same on both sides */
  names: Int32Array;
  /** how deep rows of the name of this one stand right below each other, at the deepest; 0: none is below it */
  nested: Int32Array;
  /** see `detailsPrint` */
  print: (row: number) => number;
}

/** Numbers names, for both sides alike. */
export type NameNumbers = Map<string, number>;

/** `prints`: of the details of each row, where they are not in the rows. `nameOf`: of an operation, itself if not given. */
export function matchSide(
  rows: readonly ArrangedSpan[],
  numbers: NameNumbers,
  prints?: ArrayLike<number>,
  nameOf: (operation: string) => string = (operation) => operation,
): MatchSide {
  const names = new Int32Array(rows.length);
  rows.forEach(({ span: { source, operation } }, row) => {
    // a source may hold whatever would stand between the two
    const name = `${source.length} ${source}${nameOf(operation)}`;
    const known = numbers.get(name);
    if (known === undefined) numbers.set(name, numbers.size);
    names[row] = known ?? numbers.size - 1;
  });
  return {
    rows,
    children: rowChildren(rows.map(({ parent }) => parent)),
    names,
    nested: nestedIn(rows, names),
    print: prints ? (row) => prints[row]! : printsOf(rows),
  };
}

/** Children come after their parents, so from behind each row is done before its parent asks. */
function nestedIn(rows: readonly ArrangedSpan[], names: Int32Array): Int32Array {
  const nested = new Int32Array(rows.length);
  for (let row = rows.length - 1; row >= 0; row--) {
    const above = rows[row]!.parent;
    if (above !== -1 && names[above] === names[row])
      nested[above] = Math.max(nested[above]!, nested[row]! + 1);
  }
  return nested;
}

/** Of most rows nobody asks, so it is worked out when somebody does. */
function printsOf(rows: readonly ArrangedSpan[]): (row: number) => number {
  const known = new Float64Array(rows.length).fill(-1);
  return (row) => {
    if (known[row] === -1) known[row] = detailsPrint(rows[row]!.span.details);
    return known[row]!;
  };
}
