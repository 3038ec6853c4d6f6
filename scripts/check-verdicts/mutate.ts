/** A small edit as an agent might make it: what a compiler has something to say about, or nothing. */
export interface Mutation {
  file: string;
  kind: string;
  before: string;
  after: string;
}

/** A number in [0, 1) from a seed; the same seed, the same edits. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  // mulberry32 by its published recurrence: 32 bits of state are plenty for picking lines
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Change = (text: string, random: () => number) => string | null;

/** Replaces one of the matches, or null where there is none. */
const one =
  (pattern: RegExp, put: (match: RegExpMatchArray, random: () => number) => string): Change =>
  (text, random) => {
    const matches = [...text.matchAll(pattern)];
    const match = matches[Math.floor(random() * matches.length)];
    if (match === undefined) return null;
    return text.slice(0, match.index) + put(match, random) + text.slice(match.index + match[0].length);
  };

const simple = ["string", "number", "boolean", "unknown", "null"];

const changes: Record<string, Change> = {
  "type swapped": one(/(?<=: )(string|number|boolean|unknown)\b/g, ([old], random) => {
    const others = simple.filter((name) => name !== old);
    return others[Math.floor(random() * others.length)]!;
  }),
  "name misspelt": one(/(?<=\.)[a-z][A-Za-z]{3,}\b(?!['"])/g, ([name]) => `${name}x`),
  "line deleted": one(/^[ \t]+\S.*\n/gm, () => ""),
  "line doubled": one(/^[ \t]+(?:const|return|if) .*;\n/gm, ([line]) => line + line),
  "comment added": one(/^[ \t]*(?:const|export|return)\b/gm, ([start]) => `// a remark\n${start}`),
  "literal changed": one(/(?<==[ ])\d+\b/g, () => '"text"'),
  "string changed": one(/(?<=[(=] ?)'[\w-]+'/g, () => "42"),
  "optional made": one(/(?<=^[ \t]+\w+)(?=: )/gm, () => "?"),
  "optional taken": one(/(?<=^[ \t]+\w+)\?(?=: )/gm, () => ""),
  "export taken": one(/^export (?=const|function|class|type|interface)/gm, () => ""),
  "annotation taken": one(/(?<=\)): [A-Za-z<>[\]| ]+(?= (?:\{|=>))/g, () => ""),
  "async added": one(/^(export )?(?=function)/gm, ([kept]) => `${kept}async `),
  "await taken": one(/\bawait /g, () => ""),
  "readonly added": one(/^[ \t]+(?=\w+\??: )/gm, ([space]) => `${space}readonly `),
  "argument added": one(/(?<=\w\()(?=\w+[,)])/g, () => "0, "),
  "nothing but space": one(/;\n/g, () => ";\n\n"),
};

/** An edit of one of the files, of a kind that applies to it. */
export function mutate(files: ReadonlyMap<string, string>, random: () => number): Mutation {
  const names = [...files.keys()];
  const kinds = Object.keys(changes);
  for (;;) {
    const file = names[Math.floor(random() * names.length)]!;
    const kind = kinds[Math.floor(random() * kinds.length)]!;
    const before = files.get(file)!;
    const after = changes[kind]!(before, random);
    if (after !== null && after !== before) return { file, kind, before, after };
  }
}
