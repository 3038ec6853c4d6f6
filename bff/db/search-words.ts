/** The words of a search text, all of which have to occur; in lower case, ten at most. */
export const searchWords = (search: string | undefined): string[] =>
  (search ?? "")
    // SQLite ends a text at NUL
    .split(/[\s\0]+/)
    .filter((word) => word !== "")
    .slice(0, 10)
    .map((word) => word.toLowerCase());
