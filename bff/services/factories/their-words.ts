/** Most characters of a factory's words that are passed on. */
const most = 1000;

/**
 * What a factory said went wrong, fit for others to read: the frames of a stack are left out, and where something lies on
 * its machine is not told.
 */
export function theirWords(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*at\s.*(?::\d+|\)|<anonymous>)\s*$/.test(line));
  const words = lines
    .join("\n")
    .replace(/file:\/\/\S+/g, "…")
    .replace(/(?<![\w./])(?:[A-Za-z]:)?(?:[\\/][\w.@~+-]+){2,}/g, "…")
    .trim();
  return words.length > most ? `${words.slice(0, most)}…` : words;
}
