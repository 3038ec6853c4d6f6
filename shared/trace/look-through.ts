import type { ArrangedSpan } from "./arrange.ts";
import type { MatchSide } from "./match-side.ts";

/** What a factory may log around a call that it was asked to simulate. */
const simulating = "SimOps.simulateOperation";

/**
 * The rows below a pair that are to be matched. A live replay puts a bracket around each operation that it has a factory
 * do again, and the factory logs below it what it does: often `SimOps.simulateOperation`, and in that the operation
 * itself once more. What of this only one side has is looked through: its children stand in its place.
 */
export function rowsBelow(
  a: MatchSide,
  rowA: number,
  b: MatchSide,
  rowB: number,
): [ArrayLike<number>, ArrayLike<number>] {
  let [ofA, ofB] = [a.children(rowA) as ArrayLike<number>, b.children(rowB) as ArrayLike<number>];
  const [bracketA, bracketB] = [isBracket(a, rowA), isBracket(b, rowB)];
  if (!bracketA && !bracketB) return [ofA, ofB];

  const [simulatesA, simulatesB] = [hasSimulating(a, ofA), hasSimulating(b, ofB)];
  if (bracketA && simulatesA && !simulatesB) ofA = withoutSimulating(a, ofA);
  if (bracketB && simulatesB && !simulatesA) ofB = withoutSimulating(b, ofB);

  // an operation may call itself: only the one more that a bracket adds is looked through
  const [deepA, deepB] = [nestedBelow(a, rowA, ofA), nestedBelow(b, rowB, ofB)];
  if (bracketA && deepA > deepB) ofA = openedWhere(a, ofA, (row) => a.names[row] === a.names[rowA]);
  if (bracketB && deepB > deepA) ofB = openedWhere(b, ofB, (row) => b.names[row] === b.names[rowB]);
  return [ofA, ofB];
}

/**
 * The rows at the top, where the brackets that replays put around all that they repeat are not there; also those of a
 * replay that was replayed itself.
 */
export function topRows(side: MatchSide): ArrayLike<number> {
  const roots = side.children(-1);
  const { rows } = side;
  if (![...roots].some((row) => isOuter(rows[row]!))) return roots;
  const found: number[] = [];
  const stack = [...roots];
  while (stack.length > 0) {
    const row = stack.pop()!;
    if (rows[row]!.parent === -1 ? !isOuter(rows[row]!) : !isReplay(rows[row]!)) found.push(row);
    else for (const child of side.children(row)) stack.push(child);
  }
  return byStart(side, found);
}

/** Whether these are the rows of a replay. */
export const isOfReplay = (rows: readonly ArrangedSpan[]): boolean =>
  rows.some((row) => row.parent === -1 && isOuter(row));

const isOuter = (row: ArrangedSpan): boolean => row.span.stage === "replay_start" && isReplay(row);

const isReplay = ({ span: { source, operation, stage } }: ArrangedSpan): boolean =>
  source === "mission-control" && operation === "replay" && stage.startsWith("replay_");

const isBracket = ({ rows }: MatchSide, row: number): boolean => {
  const { stage } = rows[row]!.span;
  return stage.startsWith("replay_span_") || stage === "replay_error";
};

const isSimulating = ({ rows }: MatchSide, row: number): boolean => rows[row]!.span.operation === simulating;

function hasSimulating(side: MatchSide, rows: ArrayLike<number>): boolean {
  for (let at = 0; at < rows.length; at++) if (isSimulating(side, rows[at]!)) return true;
  return false;
}

function withoutSimulating(side: MatchSide, rows: ArrayLike<number>): ArrayLike<number> {
  let left = rows;
  while (hasSimulating(side, left)) left = openedWhere(side, left, (row) => isSimulating(side, row));
  return left;
}

/** As `nested` of the row, where these are its children. */
function nestedBelow({ names, nested }: MatchSide, row: number, below: ArrayLike<number>): number {
  let deepest = 0;
  for (let at = 0; at < below.length; at++)
    if (names[below[at]!] === names[row]) deepest = Math.max(deepest, nested[below[at]!]! + 1);
  return deepest;
}

/** The rows, with the children of those that fit in their place. */
function openedWhere(
  side: MatchSide,
  rows: ArrayLike<number>,
  fits: (row: number) => boolean,
): ArrayLike<number> {
  const found = Array.from(rows).flatMap((row) => (fits(row) ? [...side.children(row)] : [row]));
  return byStart(side, found);
}

const byStart = ({ rows }: MatchSide, list: number[]): number[] =>
  list.sort((one, other) => {
    const [left, right] = [rows[one]!.span, rows[other]!.span];
    return left.start_us - right.start_us || left.id - right.id;
  });
