/** Where things stand in the text of a JSON file; lines are 1-based. */
export interface JsonPlaces {
  /** the line of each key and each element, by its path as `placeKey` spells it */
  lines: ReadonlyMap<string, number>;
  /** keys that stand twice in one object: the first is lost without a word */
  twice: { path: string[]; line: number; first: number }[];
  /** where the text stops being JSON; null where it is JSON to its end */
  broken: { line: number; column: number } | null;
}

export const placeKey = (path: readonly PropertyKey[]): string => path.map(String).join("\u0000");

/** Walks the text of a JSON file once, to tell in which line a thing stands that `JSON.parse` has lost sight of. */
export function jsonPlaces(text: string): JsonPlaces {
  const lines = new Map<string, number>();
  const twice: JsonPlaces["twice"] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a JSON string may not hold
  const string = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
  const literal = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
  const mark = /[[\]{}:,]/y;
  const blank = /[ \t\r\n]*/y;
  const feeds = [...text.matchAll(/\n/g)].map(({ index }) => index);
  /** line feeds before `offset`, and one; asked in rising order, so that it goes on from where it was */
  let line = 0;
  const lineOf = (offset: number): number => {
    while (line < feeds.length && feeds[line]! < offset) line++;
    while (line > 0 && feeds[line - 1]! >= offset) line--;
    return line + 1;
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };

  /** the next token and where it begins; "" at the end of the text */
  const next = () => {
    take(blank);
    const begins = at;
    for (const [kind, pattern] of [
      ["string", string],
      ["literal", literal],
      ["mark", mark],
    ] as const) {
      const word = take(pattern);
      if (word !== null) return { word, kind, begins };
    }
    if (at < text.length) throw new Stopped(begins);
    return { word: "", kind: "mark", begins };
  };
  const value = (path: readonly string[], first = next()): void => {
    if (path.length > 0 && !lines.has(placeKey(path))) lines.set(placeKey(path), lineOf(first.begins));
    if (first.kind !== "mark") return;
    if (first.word === "{") members(path);
    else if (first.word === "[") elements(path);
    else throw new Stopped(first.begins);
  };
  const members = (path: readonly string[]): void => {
    for (let key = next(), count = 0; ; key = next(), count++) {
      if (key.word === "}" && key.kind === "mark" && count === 0) return;
      if (key.kind !== "string") throw new Stopped(key.begins);
      const name = JSON.parse(key.word) as string;
      const own = [...path, name];
      const line = lineOf(key.begins);
      const first = lines.get(placeKey(own));
      if (first !== undefined) twice.push({ path: own, line, first });
      lines.set(placeKey(own), line);
      const colon = next();
      if (colon.word !== ":") throw new Stopped(colon.begins);
      value(own);
      const after = next();
      if (after.word === "}" && after.kind === "mark") return;
      if (after.word !== ",") throw new Stopped(after.begins);
    }
  };
  const elements = (path: readonly string[]): void => {
    for (let count = 0; ; count++) {
      const first = next();
      if (first.word === "]" && first.kind === "mark" && count === 0) return;
      value([...path, String(count)], first);
      const after = next();
      if (after.word === "]" && after.kind === "mark") return;
      if (after.word !== ",") throw new Stopped(after.begins);
    }
  };
  try {
    value([]);
    const rest = next();
    if (rest.word !== "") throw new Stopped(rest.begins);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const { offset } = error;
    const column = offset - text.lastIndexOf("\n", offset - 1);
    return { lines, twice, broken: { line: lineOf(offset), column } };
  }
  return { lines, twice, broken: null };
}

class Stopped extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super("no JSON from here on");
    this.offset = offset;
  }
}
