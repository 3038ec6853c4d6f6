import { createStore, type StoreApi } from "zustand/vanilla";
import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import type { PatchFilter } from "../../../../shared/operations/patches.ts";
import { toCursor } from "../../../../shared/patch-cursor.ts";
import type { Result } from "../../../../shared/result.ts";
import {
  emptyStream,
  readingFirstPage,
  refilter,
  released,
  type StreamState,
  withFirstPage,
  withInFlight,
  withLive,
  withNewerPage,
  withOlderPage,
  withoutFirstPage,
} from "./stream-state.ts";

export interface HistoryQuery extends PatchFilter {
  limit: number;
  cursor?: string;
  order: "asc" | "desc";
}
/** One page of history; rejects only when aborted. */
export type ReadHistory = (
  query: HistoryQuery,
  signal: AbortSignal,
) => Promise<Result<{ results: PatchRecord[]; next: string | null; seq: number }>>;

export interface PatchStream extends StoreApi<StreamState> {
  /** Shows another part of the history, from its newest patch on. */
  show(filter: PatchFilter): void;
  /** Reads the newest page again, in place of what is held. */
  reload(): void;
  readOlder(): void;
  readNewer(): void;
  pause(paused: boolean): void;
  /** The reader has scrolled away from the top, or is back at it. */
  away(away: boolean): void;
  /** Everything new comes in, the list stands at its head; a pause stays one. */
  toNewest(): void;
  /** A batch of the live feed, as it comes. */
  receive(batch: readonly PatchRecord[]): void;
  /** Live events were missed: the newest page has to be read, at once or, where the list is held, on release. */
  missed(): void;
}

const FIRST = 100;
const MORE = 200;

/**
 * The list of patches with the reading of its pages. One page is read at a time; what the live feed brings
 * meanwhile is applied again after the answer, which may hold older copies.
 */
export function createPatchStream(read: ReadHistory): PatchStream {
  const store = createStore<StreamState>(() => emptyStream);
  let reading: { abort: AbortController; inFlight: PatchRecord[] } | null = null;

  const set = (change: (state: StreamState) => StreamState) => store.setState(change(store.getState()), true);

  async function ask(
    query: Omit<HistoryQuery, keyof PatchFilter>,
    settle: (state: StreamState, answer: Awaited<ReturnType<ReadHistory>>) => StreamState,
  ): Promise<void> {
    reading?.abort.abort();
    const mine = { abort: new AbortController(), inFlight: [] as PatchRecord[] };
    reading = mine;
    const answer = await read({ ...store.getState().filter, ...query }, mine.abort.signal).catch(() => null);
    if (reading !== mine || answer === null) return;
    reading = null;
    set((state) => withInFlight(settle(state, answer), mine.inFlight));
  }

  function reload(): void {
    set(readingFirstPage);
    void ask({ limit: FIRST, order: "desc" }, (state, answer) =>
      answer.ok ? withFirstPage(state, answer) : withoutFirstPage(state, answer),
    );
  }

  function readMore(end: "older" | "newer"): void {
    const { floor, ceiling, more } = store.getState();
    const from = end === "older" ? floor : ceiling;
    if (from === null || reading !== null || more.is === "reading") return;
    set((state) => ({ ...state, more: { is: "reading", end } }));
    const order = end === "older" ? "desc" : "asc";
    void ask({ limit: MORE, order, cursor: toCursor(from) }, (state, answer) => {
      if (!answer.ok) return { ...state, more: { is: "failed", refusal: answer } };
      return end === "older" ? withOlderPage(state, answer) : withNewerPage(state, answer);
    }).then(release);
  }

  /** Where nothing holds the list any more: lets in what waits, or reads it where too much did. */
  function release(): void {
    const { paused, away, ceiling, stale } = store.getState();
    if (paused || away) return;
    if (ceiling !== null) return; // what lies above is read as the reader scrolls there
    if (stale) reload();
    else set(released);
  }

  return {
    ...store,
    show(filter) {
      set((state) => refilter(state, filter));
      reload();
    },
    reload,
    readOlder: () => readMore("older"),
    readNewer: () => readMore("newer"),
    pause(paused) {
      set((state) => ({ ...state, paused }));
      release();
    },
    away(away) {
      if (store.getState().away === away) return;
      set((state) => ({ ...state, away }));
      release();
    },
    toNewest() {
      const { ceiling, stale } = store.getState();
      set((state) => ({ ...state, away: false }));
      if (ceiling !== null || stale) reload();
      else release();
    },
    receive(batch) {
      reading?.inFlight.push(...batch);
      set((state) => withLive(state, batch));
    },
    missed() {
      const { paused, away } = store.getState();
      if (paused || away) set((state) => ({ ...state, stale: true }));
      else reload();
    },
  };
}
