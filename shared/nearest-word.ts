/** The word that was probably meant: the one fewest typing errors away, where that is few. Letter case counts for nothing. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const asked = plain(word);
  let best: { name: string; distance: number } | null = null;
  for (const name of known) {
    const distance = editDistance(asked, plain(name));
    if (distance <= Math.max(1, Math.floor(name.length / 3)) && (!best || distance < best.distance))
      best = { name, distance };
  }
  return best?.name ?? null;
}

const plain = (word: string): string => word.toLowerCase().replace(/[-_ ]/g, "");

/** Letters put in, left out or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
