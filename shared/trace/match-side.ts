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

/** Numbers names, for both sides alike: by source, then by operation. To put the two together costs more than to look twice. */
export interface NameNumbers {
  bySource: Map<string, Map<string, number>>;
  last: number;
}

export const nameNumbers = (): NameNumbers => ({ bySource: new Map(), last: 0 });

function numberOf(numbers: NameNumbers, source: string, operation: string): number {
  let own = numbers.bySource.get(source);
  if (own === undefined) {
    own = new Map();
    numbers.bySource.set(source, own);
  }
  let number = own.get(operation);
  if (number === undefined) {
    numbers.last += 1;
    number = numbers.last;
    own.set(operation, number);
  }
  return number;
}

/** `prints`: of the details of each row, where they are not in the rows. `nameOf`: of an operation, itself if not given. */
export function matchSide(
  rows: readonly ArrangedSpan[],
  numbers: NameNumbers,
  prints?: ArrayLike<number>,
  nameOf: (operation: string) => string = (operation) => operation,
): MatchSide {
  const names = new Int32Array(rows.length);
  rows.forEach(({ span: { source, operation } }, row) => {
    names[row] = numberOf(numbers, source, nameOf(operation));
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
