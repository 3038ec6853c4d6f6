/**
 * A place in the history of patches, which is ordered by `created_at`, then `id`: what `cursor` and `next` of
 * `patches.logs` hold. A screen that has let rows go makes one from the last row it kept and reads on from there.
 */
export interface PatchPlace {
  /** ISO-8601 UTC */
  created_at: string;
  id: number;
}

export const toCursor = (place: PatchPlace): string => `${place.created_at}_${place.id}`;

/** The place that a cursor names; null where the text is none. */
export function fromCursor(cursor: string): PatchPlace | null {
  const parts = /^(\d{4}-[0-9T:.+Z-]{6,30})_(\d{1,15})$/.exec(cursor);
  return parts === null ? null : { created_at: parts[1]!, id: Number(parts[2]) };
}

/** Negative where `a` is newer: sorts newest first. */
export function newestFirst(a: PatchPlace, b: PatchPlace): number {
  if (a.created_at !== b.created_at) return a.created_at > b.created_at ? -1 : 1;
  return b.id - a.id;
}
