import fc from "fast-check";

/** One edit as it is drawn: places are made to fit the version that the agent has read by the time it is sent. */
export interface DrawnEdit {
  op: "replace-block" | "insert-before" | "insert-after" | "append" | "prepend";
  at: number;
  more: number;
  lines: string[];
  closed: boolean;
  openSpace: boolean;
}

/** One request of one agent. */
export interface Sending {
  agent: number;
  /** reads the file again before it plans */
  reads: boolean;
  expects: "what was read" | "nothing" | "what never was";
  coordinates: "original" | "sequential";
  edits: DrawnEdit[];
}

/** A file and what several agents do to it, each in the coordinates of what it has read. */
export interface Story {
  texts: string[];
  endings: ("\n" | "\r\n")[];
  closed: boolean;
  bom: boolean;
  sendings: Sending[];
}

/** Lines that stand in a file more than once, beside `fresh` ones that nobody else writes. */
const common = ["", "}", "  return;", "a", "-", "+++ b/x", "@@ -1 +1 @@"];
const fresh = "#";

/** `#` becomes a text that occurs once in the story. */
export function nameFresh(story: Story): Story {
  let count = 0;
  const name = (text: string) => (text === fresh ? `line ${++count}` : text);
  return {
    ...story,
    texts: story.texts.map(name),
    sendings: story.sendings.map((sending) => ({
      ...sending,
      edits: sending.edits.map((edit) => ({ ...edit, lines: edit.lines.map(name) })),
    })),
  };
}

const line = fc.oneof(
  { weight: 4, arbitrary: fc.constant(fresh) },
  { weight: 1, arbitrary: fc.constantFrom(...common) },
);

export const drawnEdit: fc.Arbitrary<DrawnEdit> = fc.record({
  op: fc.constantFrom("replace-block", "insert-before", "insert-after", "replace-block", "append", "prepend"),
  at: fc.nat(400),
  more: fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, fc.nat(9)),
  lines: fc.array(line, { maxLength: 4 }),
  closed: fc.boolean(),
  openSpace: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
});

const sending: fc.Arbitrary<Sending> = fc.record({
  agent: fc.nat(2),
  reads: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
  expects: fc.oneof(
    { weight: 30, arbitrary: fc.constant("what was read" as const) },
    { weight: 3, arbitrary: fc.constant("nothing" as const) },
    { weight: 1, arbitrary: fc.constant("what never was" as const) },
  ),
  coordinates: fc.constantFrom("original", "sequential"),
  edits: fc.oneof(
    { weight: 3, arbitrary: fc.array(drawnEdit, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(drawnEdit, { minLength: 2, maxLength: 4 }) },
  ),
});

export const anyStory = (most = 8): fc.Arbitrary<Story> =>
  fc.record({
    texts: fc.array(line, { maxLength: 30 }),
    endings: fc.oneof(
      { weight: 3, arbitrary: fc.constant<("\n" | "\r\n")[]>(["\n"]) },
      fc.constant<("\n" | "\r\n")[]>(["\r\n"]),
      fc.array(fc.constantFrom<("\n" | "\r\n")[]>("\n", "\r\n"), { minLength: 2, maxLength: 5 }),
    ),
    closed: fc.integer({ min: 0, max: 3 }).map((n) => n < 3),
    bom: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
    sendings: fc.array(sending, { minLength: 1, maxLength: most }),
  });
