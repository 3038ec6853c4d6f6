/**
 * How well a command fits what was typed, for the palette: 0 not at all, up to 1. Every word must begin a word of the
 * title or, for less, of the keywords, or stand inside one. Letters strewn over a title are no match: they would bring
 * up a command when somebody looks for a file.
 */
export function rankCommand(title: string, keywords: readonly string[], typed: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const head = title.toLowerCase();
  const others = keywords.join(" ").toLowerCase();
  let rank = 1;
  for (const word of words) {
    if (head.startsWith(word)) continue;
    if (beginsAWord(head, word)) rank = Math.min(rank, 0.9);
    else if (beginsAWord(others, word)) rank = Math.min(rank, 0.7);
    else if (head.includes(word)) rank = Math.min(rank, 0.5);
    else if (others.includes(word)) rank = Math.min(rank, 0.3);
    else return 0;
  }
  return rank;
}

const beginsAWord = (text: string, word: string) => text.startsWith(word) || text.includes(` ${word}`);
