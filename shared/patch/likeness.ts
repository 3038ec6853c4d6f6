/** How much one line of text is like another, 0 to 1, as hints need it: quick rather than exact. */

/** A line, prepared for being compared with many. */
export interface Likened {
  text: string;
  words: ReadonlySet<string>;
  /** pairs of neighbouring characters, blanks left out; made on first use */
  pairs(): ReadonlySet<string>;
}

/** Beyond this a line is judged by its head. */
const longest = 400;

export function liken(line: string): Likened {
  const text = line.length > longest ? line.slice(0, longest) : line;
  let made: Set<string> | null = null;
  return {
    text: line,
    words: new Set(text.match(/\w+/g)),
    pairs() {
      if (!made) {
        made = new Set();
        const dense = text.replace(/\s+/g, "").toLowerCase();
        for (let at = 0; at + 1 < dense.length; at++) made.add(dense.slice(at, at + 2));
      }
      return made;
    },
  };
}

/** Words in common; a fragment is measured by its own words alone, since it may be a small part of the line. */
export function byWords(sent: Likened, there: Likened, fragment: boolean): number {
  if (sent.text === there.text || (fragment && there.text.includes(sent.text))) return 1;
  return share(sent.words, there.words, fragment);
}

/** Characters in common: for names that are misspelt, and for text without words. */
export function byPairs(sent: Likened, there: Likened, fragment: boolean): number {
  if (sent.text === there.text) return 1;
  return share(sent.pairs(), there.pairs(), fragment);
}

function share(sent: ReadonlySet<string>, there: ReadonlySet<string>, fragment: boolean): number {
  if (sent.size === 0 || there.size === 0) return 0;
  const [few, many] = sent.size < there.size ? [sent, there] : [there, sent];
  let common = 0;
  for (const one of few) if (many.has(one)) common++;
  // Dice's coefficient; of a fragment, how much of it is there, a little less where the line holds much else
  return fragment
    ? (0.9 * common) / sent.size + (0.1 * common) / many.size
    : (2 * common) / (few.size + many.size);
}
