import type { AimedEdit } from "./aimed-edit.ts";
import {
  editAllByHand,
  editByHand,
  type HandEdit,
  type HandFile,
  type HandLine,
  sameBytes,
} from "./hand-file.ts";
import { type Aim, type Located, locate, overlapping, standsFor } from "./locate.ts";

/** What may come of a request: one of these files, or a refusal with one of these codes. */
export interface Expectation {
  files: HandFile[];
  refusals: Set<string>;
}

interface Request {
  edits: readonly AimedEdit[];
  coordinates: "original" | "sequential";
  /** what the caller may have read: usually one version, more where the file had those bytes more than once */
  bases: readonly HandFile[];
  now: HandFile;
}

/** Does a request by hand, all of it or nothing. */
export function expectation({ edits, coordinates, bases, now }: Request): Expectation {
  const expected: Expectation = { files: [], refusals: new Set() };
  for (const base of bases)
    if (coordinates === "original") original(edits, base, now, expected);
    else sequential(edits, base, now, expected);
  // lines that moved under the later operations of a sequence may be refused rather than followed
  const stale = bases.some((base) => base !== now);
  if (coordinates === "sequential" && edits.length > 1 && stale)
    for (const code of ["STALE_BASE", "STALE_SPAN"]) expected.refusals.add(code);
  return expected;
}

const handEdit = (aim: Aim, at: number, texts: readonly string[]): HandEdit => ({
  at,
  removed: aim.kind === "span" ? aim.end - aim.start : 0,
  texts,
});

function original(edits: readonly AimedEdit[], base: HandFile, now: HandFile, expected: Expectation): void {
  const asRead = edits.map(({ aim, texts }) => handEdit(aim, locate(aim, base, base).places[0]!, texts));
  if (asRead.some((a, i) => asRead.some((b, j) => i < j && overlapping(a, b))))
    expected.refusals.add("OPERATIONS_OVERLAP");
  const located = edits.map(({ aim }) => locate(aim, base, now));
  if (located.some(({ verdict }) => verdict !== "free")) expected.refusals.add("STALE_SPAN");
  // an operation may be refused for itself before anybody looks at the others
  if (asRead.some((edit) => sameBytes(editByHand(base, edit), base)))
    expected.refusals.add("NOTHING_TO_CHANGE");
  const overlap = expected.refusals.has("OPERATIONS_OVERLAP");
  for (const places of everyChoice(located)) {
    const hand = edits.map(({ aim, texts }, index) => handEdit(aim, places[index]!, texts));
    const idle = hand.some((edit) => sameBytes(editByHand(now, edit), now));
    if (idle) expected.refusals.add("NOTHING_TO_CHANGE");
    if (hand.some((a, i) => hand.some((b, j) => i < j && overlapping(a, b)))) {
      expected.refusals.add("OPERATIONS_OVERLAP");
    } else if (!idle && !overlap) {
      // lines that no neighbour gives an ending take that of most lines, now or when the file was read
      expected.files.push(editAllByHand(now, hand), editAllByHand(now, hand, base));
    }
  }
}

/** Every way to take one place of each; none where one has none. */
function everyChoice(located: readonly Located[]): number[][] {
  return located.reduce<number[][]>(
    (choices, { places }) => choices.flatMap((choice) => places.map((place) => [...choice, place])),
    [[]],
  );
}

/** One after the other: `read` is what the caller believes the file to be, `now` what it is. */
function sequential(edits: readonly AimedEdit[], read: HandFile, now: HandFile, expected: Expectation): void {
  const [first, ...rest] = edits;
  if (!first) {
    expected.files.push(now);
    return;
  }
  const { verdict, places } = locate(first.aim, read, now);
  if (verdict !== "free") expected.refusals.add("STALE_SPAN");
  for (const [place, like] of places.flatMap((at) => [[at, now] as const, [at, read] as const])) {
    const edit = handEdit(first.aim, place, first.texts);
    const next = editByHand(now, edit, like);
    if (sameBytes(next, now)) {
      expected.refusals.add("NOTHING_TO_CHANGE");
      continue;
    }
    const believed = locate(first.aim, read, read).places[0]!;
    const written = next.slice(place, place + first.texts.length);
    const upper = read[believed - 1];
    // the line above is what it was, but may have got a newline
    const above = upper && isStill(now, place - 1, upper, read) ? next.slice(place - 1, place) : [];
    const from = believed - above.length;
    const kept = read.slice(believed + edit.removed);
    sequential(rest, [...read.slice(0, from), ...above, ...written, ...kept], next, expected);
  }
}

/** Whether a line that was read is the one at `at`; where it is gone, one that was written since may stand for it. */
function isStill(now: HandFile, at: number, line: HandLine, read: HandFile): boolean {
  const there = now.some(({ id }) => id === line.id);
  return there ? now[at]?.id === line.id : standsFor(now[at], line, read);
}
