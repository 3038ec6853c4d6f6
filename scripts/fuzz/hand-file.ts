/**
 * The oracle of the fuzz: a file as a person has it in mind, a list of lines that keep their identity while others
 * come and go. It knows nothing of bytes, offsets or line maps; that is what makes it a second opinion.
 */
export interface HandLine {
  readonly id: number;
  readonly text: string;
  readonly ending: "\n" | "\r\n" | "";
}

/** A version: never changed, an edit answers a new one in which untouched lines are the same objects. */
export type HandFile = readonly HandLine[];

/** An edit in the coordinates of some version: `removed` lines from `at` on (0-based) give way to `texts`. */
export interface HandEdit {
  at: number;
  removed: number;
  texts: readonly string[];
}

export function makeFile(texts: readonly string[], endings: readonly ("\n" | "\r\n")[], closed: boolean) {
  return texts.map((text, index): HandLine => {
    // a last line that is blank and lacks its newline would not be a line
    const bare = !closed && index === texts.length - 1 && text !== "";
    return { id: newId(), text, ending: bare ? "" : endings[index % endings.length]! };
  });
}

let ids = 0;
const newId = (): number => ++ids;

export const render = (file: HandFile): string => file.map(({ text, ending }) => text + ending).join("");

const mainEnding = (file: HandFile): "\n" | "\r\n" => {
  const count = (which: string) => file.filter(({ ending }) => ending === which).length;
  return count("\r\n") > count("\n") ? "\r\n" : "\n";
};

/** Puts an edit into a file. */
export const editByHand = (file: HandFile, edit: HandEdit, like = file): HandFile =>
  editAllByHand(file, [edit], like);

/**
 * Puts edits, none overlapping, into a file, all in the coordinates of the file as it is. New lines end as the ones
 * they replace, or as the line above them; a file that ended without a newline still does after an edit of its end,
 * unless its new last line is blank. What no neighbour says ends as most lines of `like`.
 */
export function editAllByHand(file: HandFile, edits: readonly HandEdit[], like = file): HandFile {
  const place = ({ at, removed }: HandEdit) => (removed === 0 ? at - 0.5 : at);
  // from the last one up, so that the places of the others stay what they are; of two at one place the first is above
  const lines = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => place(b.edit) - place(a.edit) || b.index - a.index)
    .reduce((now, { edit }) => putLines(file, now, edit, mainEnding(like)), file);
  const bare = file.at(-1)?.ending === "";
  if (!bare) return lines;
  return lines.map((line, index) => {
    if (index < lines.length - 1) return line.ending === "" ? { ...line, ending: mainEnding(like) } : line;
    return file.includes(line) || line.text === "" ? line : { ...line, ending: "" };
  });
}

function putLines(
  file: HandFile,
  now: HandFile,
  { at, removed, texts }: HandEdit,
  main: "\n" | "\r\n",
): HandFile {
  const endingFor = (index: number) => {
    const neighbour = removed > 0 ? at + Math.min(index, removed - 1) : Math.max(0, at - 1);
    return file[neighbour]?.ending || main;
  };
  const put = texts.map((text, index): HandLine => ({ id: newId(), text, ending: endingFor(index) }));
  return [...now.slice(0, at), ...keepEqual(now.slice(at, at + removed), put), ...now.slice(at + removed)];
}

/** Lines of a rewritten block that read as before, at its two ends, are the old lines still; whoever looks may differ. */
function keepEqual(old: readonly HandLine[], put: readonly HandLine[]): HandLine[] {
  // a last line that had no newline gets none again
  const bare = (line: HandLine) => line === old.at(-1) && line.ending === "";
  const same = (a: HandLine | undefined, b: HandLine | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.text === b.text &&
    (a.ending === b.ending || (bare(a) && b === put.at(-1)));
  let head = 0;
  while (same(old[head], put[head])) head++;
  let tail = 0;
  const room = Math.min(old.length, put.length) - head;
  while (tail < room && same(old[old.length - 1 - tail], put[put.length - 1 - tail])) tail++;
  return put.map((line, index) => {
    if (index < head) return { ...line, id: old[index]!.id };
    const fromEnd = put.length - index;
    return fromEnd <= tail ? { ...line, id: old[old.length - fromEnd]!.id } : line;
  });
}

export const sameBytes = (a: HandFile, b: HandFile): boolean => render(a) === render(b);

/**
 * The file as `text` has it, where that differs in nothing but which newline ends a line that is new, or that had
 * none: operations of one batch that meet at the end of a file without a final newline may differ in that. Else null.
 */
export function sameLines(file: HandFile, text: string, before: HandFile): HandFile | null {
  const actual = text.split(/(?<=\n)/);
  if (actual.length !== file.length) return null;
  const lines = file.map((line, index): HandLine | null => {
    const [, own = "", ending = ""] = /^(.*?)(\r?\n|)$/s.exec(actual[index]!) ?? [];
    if (own !== line.text) return null;
    if (ending === line.ending) return line;
    const kept = before.includes(line) && line.ending !== "";
    return kept ? null : { ...line, ending: ending as HandLine["ending"] };
  });
  return lines.includes(null) ? null : (lines as HandLine[]);
}
