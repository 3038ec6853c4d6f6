import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import type { PatchFilter } from "../../../../shared/operations/patches.ts";
import { newestFirst, type PatchPlace } from "../../../../shared/patch-cursor.ts";
import type { Refusal } from "../../../../shared/result.ts";
import { matchesFilter } from "./matches-filter.ts";
import { mergeRecords } from "./merge-records.ts";

/**
 * The list on screen: a window over the history of patches that ends, while it is attached, at the live head.
 *
 * Two things hold the list still. `paused`: the reader asked for it, nothing moves. `away`: the reader has scrolled
 * down, patches on screen still change their status, but nothing comes in above them. What arrives meanwhile waits
 * in `waiting` and comes in on release; where that was too much to keep, `stale` says that the newest page must be
 * read instead. A list whose top was let go (`ceiling`) is held as well, until what lies above is read again.
 *
 * Everything here is pure: state in, state out.
 */
export interface StreamState {
  filter: PatchFilter;
  /** how reading the first page stands; rows of before stay on screen while it is `reading` */
  page: { is: "reading" } | { is: "ready" } | { is: "failed"; refusal: Refusal };
  /** how reading further rows at either end stands */
  more: { is: "idle" } | { is: "reading"; end: "older" | "newer" } | { is: "failed"; refusal: Refusal };
  /** newest first */
  rows: readonly PatchRecord[];
  /** everything down to here is in `rows`; null: down to the first patch there is */
  floor: PatchPlace | null;
  /** everything up to here is in `rows`; null: up to the newest there is */
  ceiling: PatchPlace | null;
  paused: boolean;
  away: boolean;
  waiting: ReadonlyMap<string, PatchRecord>;
  /** of those waiting, the patches that would come in at the top */
  unseen: number;
  stale: boolean;
  /** patches that came in live with the last batch, to be shown as new */
  fresh: ReadonlySet<string>;
}

/** Rows kept; older or newer ones are read again by scrolling. */
export const MAX_ROWS = 5000;
/** Patches that wait on a held list before it has to be read anew. */
export const MAX_WAITING = 5000;
/** In a larger batch nothing is marked as new: at that speed it would only flicker. */
const MAX_FRESH = 12;

const nothing: ReadonlySet<string> = new Set();
const nobody: ReadonlyMap<string, PatchRecord> = new Map();

export const emptyStream: StreamState = {
  filter: {},
  page: { is: "reading" },
  more: { is: "idle" },
  rows: [],
  floor: null,
  ceiling: null,
  paused: false,
  away: false,
  waiting: nobody,
  unseen: 0,
  stale: false,
  fresh: nothing,
};

const isHeld = (state: StreamState) => state.paused || state.away || state.ceiling !== null;

/** Another filter: what is on screen and fits stays there until the page is read. */
export function refilter(state: StreamState, filter: PatchFilter): StreamState {
  return {
    ...emptyStream,
    filter,
    paused: state.paused,
    rows: state.rows.filter((row) => matchesFilter(row, filter)),
  };
}

/** The newest page is asked for. What waits is older than its answer will be; what comes from now on may not be. */
export function readingFirstPage(state: StreamState): StreamState {
  return {
    ...state,
    page: { is: "reading" },
    more: { is: "idle" },
    waiting: nobody,
    unseen: 0,
    stale: false,
    fresh: nothing,
  };
}

/** The newest page was read: it is the list from here on. */
export function withFirstPage(
  state: StreamState,
  page: { results: readonly PatchRecord[]; next: string | null },
): StreamState {
  const rows = page.results;
  const floor = page.next === null ? null : place(rows.at(-1));
  const unseen = [...state.waiting.values()].filter((one) =>
    isUnseen(one, state.filter, place(rows[0])),
  ).length;
  return { ...state, page: { is: "ready" }, rows, floor, ceiling: null, unseen };
}

/** The newest page could not be read: what is on screen may have holes from here on, until it is. */
export function withoutFirstPage(state: StreamState, refusal: Refusal): StreamState {
  return { ...state, page: { is: "failed", refusal }, stale: true };
}

/** A page below the list. The list is let go at the top where it grows too long. */
export function withOlderPage(
  state: StreamState,
  page: { results: readonly PatchRecord[]; next: string | null },
): StreamState {
  const rows = mergeRecords(state.rows, page.results, fits(state), fits(state)).rows;
  const cut = rows.length > MAX_ROWS;
  const kept = cut ? rows.slice(-MAX_ROWS) : rows;
  return {
    ...state,
    more: { is: "idle" },
    rows: kept,
    floor: page.next === null ? null : (place(page.results.at(-1)) ?? state.floor),
    ceiling: cut ? place(kept[0]) : state.ceiling,
  };
}

/** A page above a list whose top was let go; `results` are oldest first. With the last one it is attached again. */
export function withNewerPage(
  state: StreamState,
  page: { results: readonly PatchRecord[]; next: string | null },
): StreamState {
  const rows = mergeRecords(state.rows, page.results, fits(state), fits(state)).rows;
  const attached = page.next === null;
  return {
    ...state,
    more: { is: "idle" },
    ...trimmed(rows, state.floor),
    ceiling: attached ? null : (place(page.results.at(-1)) ?? state.ceiling),
  };
}

/** A batch of the live feed. */
export function withLive(state: StreamState, batch: readonly PatchRecord[]): StreamState {
  if (state.paused) return withWaiting(state, batch);
  if (isHeld(state)) {
    const { rows, left } = mergeRecords(state.rows, batch, fits(state), () => false);
    return withWaiting(rows === state.rows ? state : { ...state, rows }, left);
  }
  const admits = (record: PatchRecord) => fits(state)(record) && isAtOrAbove(record, state.floor);
  const { rows, added } = mergeRecords(state.rows, batch, fits(state), admits);
  if (rows === state.rows) return state;
  return {
    ...state,
    ...trimmed(rows, state.floor),
    fresh:
      added.length > 0 && added.length <= MAX_FRESH ? new Set(added.map((row) => row.patch_id)) : nothing,
  };
}

/** What arrived while a page was being read, once more: the page holds older copies than those, or none. */
export function withInFlight(state: StreamState, batch: readonly PatchRecord[]): StreamState {
  if (!isHeld(state)) return { ...withLive(state, batch), fresh: nothing };
  const { rows, left } = mergeRecords(state.rows, batch, fits(state), () => false);
  return withWaiting(rows === state.rows ? state : { ...state, rows }, left);
}

/** Lets in what waited; the caller has read the newest page where the state was `stale`. */
export function released(state: StreamState): StreamState {
  if (isHeld(state) || state.waiting.size === 0) return state;
  const waiting = [...state.waiting.values()];
  return { ...withLive(state, waiting), waiting: nobody, unseen: 0 };
}

function withWaiting(state: StreamState, batch: readonly PatchRecord[]): StreamState {
  const top = state.ceiling ?? place(state.rows[0]);
  const waiting = new Map(state.waiting);
  let { unseen, stale } = state;
  for (const record of batch) {
    const other = waiting.get(record.patch_id);
    if (other !== undefined && other.seq >= record.seq) continue;
    if (other === undefined && waiting.size >= MAX_WAITING) {
      stale = true;
      continue;
    }
    if (isUnseen(record, state.filter, top)) unseen += 1;
    if (other !== undefined && isUnseen(other, state.filter, top)) unseen -= 1;
    waiting.set(record.patch_id, record);
  }
  return { ...state, waiting, unseen, stale };
}

const isUnseen = (record: PatchRecord, filter: PatchFilter, top: PatchPlace | null) =>
  matchesFilter(record, filter) && (top === null || newestFirst(record, top) < 0);

const fits = (state: StreamState) => (record: PatchRecord) => matchesFilter(record, state.filter);

const isAtOrAbove = (record: PatchRecord, floor: PatchPlace | null) =>
  floor === null || newestFirst(record, floor) <= 0;

const place = (row: PatchRecord | undefined): PatchPlace | null =>
  row === undefined ? null : { created_at: row.created_at, id: row.id };

function trimmed(
  rows: readonly PatchRecord[],
  floor: PatchPlace | null,
): Pick<StreamState, "rows" | "floor"> {
  if (rows.length <= MAX_ROWS) return { rows, floor };
  const kept = rows.slice(0, MAX_ROWS);
  return { rows: kept, floor: place(kept.at(-1)) };
}
