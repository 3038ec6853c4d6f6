/** What is kept in view of a list of rows of one height, newest first, when the list changes. Pixels. */
export interface ListChange {
  /** the list before and after, as ids */
  before: readonly string[];
  after: readonly string[];
  top: number;
  height: number;
  rowHeight: number;
  /** nobody has scrolled away from the newest */
  following: boolean;
  /** the row that has just failed, if one has */
  failed: string | undefined;
}

/**
 * Where the list is scrolled to after a change. Who follows sees the newest, or what has just failed; who has scrolled
 * away keeps the row at the top edge where it was, however much came in above it.
 */
export function topAfter({ before, after, top, height, rowHeight, following, failed }: ListChange): number {
  if (following) {
    const row = failed === undefined ? 0 : Math.max(0, after.indexOf(failed));
    // it is in view at the top already
    return (row + 1) * rowHeight <= height ? 0 : Math.max(0, row * rowHeight - rowHeight);
  }
  const places = new Map(after.map((id, place) => [id, place]));
  // the first row on screen that is still there
  for (let row = Math.max(0, Math.floor(top / rowHeight)); row < before.length; row++) {
    const place = places.get(before[row]!);
    if (place !== undefined) return Math.max(0, top + (place - row) * rowHeight);
  }
  return top;
}
