// The way of a log: handed in -> waits for its turn -> one transaction with all that came meanwhile -> live -> answered.
import { ok, type Refusal, refuse } from "../../../shared/result.ts";
import { lastLogId } from "../../db/queries/spans.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Database } from "../../ports/database.ts";
import type { LiveRow } from "../../ports/live-spans.ts";
import type { SpanLog } from "../../ports/span-log.ts";
import { forgetStatements } from "./forget.ts";
import { forLive } from "./live-details.ts";
import { type NewRow, newRow, tooLong } from "./new-row.ts";
import { type PlannedRows, planRows } from "./plan-rows.ts";
import { createTraceStates } from "./trace-states.ts";
import { createWaitingRows, type Waiting } from "./waiting-rows.ts";

export interface SpanWriterOptions {
  db: Database;
  clock: Clock;
  /** takes what was committed, in order; must not throw */
  publish(rows: readonly LiveRow[]): void;
  /** lets whatever else has come in have its turn, so that it can join the transaction */
  turn?: () => Promise<void>;
  /** how long a note waits for others to travel with, milliseconds */
  noteMs?: number;
  /** most rows that wait, and most characters of their details; what comes beyond is refused */
  mostWaiting?: number;
  mostChars?: number;
  /** about as many rows share a transaction at most; those of one call always do */
  maxBatch?: number;
}

/** Rows whose writing costs more than the sync that they share. */
const enough = 100;

/** See the port. */
export function createSpanWriter(options: SpanWriterOptions): SpanLog {
  const { db, clock, publish, noteMs = 250, mostWaiting = 50_000, maxBatch = 5000 } = options;
  const { turn = () => new Promise((resolve) => setTimeout(resolve, 0)) } = options;
  const { mostChars = 64 * 1024 * 1024 } = options;
  const states = createTraceStates(db);
  const waiting = createWaitingRows();
  let load = { rows: 0, chars: 0 };
  let lastId: number | null = null;
  let running: Promise<void> | null = null;
  let noting: ReturnType<typeof setTimeout> | null = null;
  /** how long the last one took */
  let commitMs = 0;
  let writing: Promise<unknown> = Promise.resolve();
  /** tells of what was committed last, where the next was on its way before */
  let untold: (() => void) | null = null;

  /** What is planned is true until it is committed: nothing else of ours is written in between. */
  function alone<T>(write: () => Promise<T>): Promise<T> {
    const done = writing.then(write);
    writing = done.catch(() => {});
    return done;
  }

  const enqueue = (rows: NewRow[]): Promise<number> => {
    load = { rows: load.rows + rows.length, chars: load.chars + charsOf(rows) };
    return waiting.put(rows);
  };
  const start = (): void => {
    if (noting !== null) clearTimeout(noting);
    noting = null;
    running ??= run();
  };

  async function run(): Promise<void> {
    for (;;) {
      if (!waiting.hold(enough)) {
        tellLast();
        if (waiting.isEmpty()) break;
        await gathered();
      }
      const tell = await commit(waiting.take(maxBatch));
      tellLast();
      untold = tell;
    }
    // In the same turn as the last look at `waiting`: whoever was just answered may already hand in the next.
    running = null;
  }

  /** Publishes and answers what was committed last. */
  function tellLast(): void {
    const tell = untold;
    untold = null;
    tell?.();
  }

  /**
   * Waits as long as every turn brings more, since a commit costs a sync of the disk, whoever shares it; but no longer
   * than a commit takes, and not for more when there is enough: what comes then is read while the disk syncs.
   */
  async function gathered(): Promise<void> {
    const until = performance.now() + commitMs;
    let before: number;
    do {
      before = load.rows;
      await turn();
    } while (load.rows > before && load.rows < enough && performance.now() < until);
  }

  /** Answers what tells of it, publishes it and answers its callers: until then nobody has heard of it. */
  async function commit(batch: readonly Waiting[]): Promise<() => void> {
    const rows = batch.length === 1 ? batch[0]!.rows : batch.flatMap((one) => one.rows);
    const unload = (): void => {
      load = { rows: load.rows - rows.length, chars: load.chars - charsOf(rows) };
    };
    try {
      const begun = performance.now();
      const plan = await alone(() => write(rows));
      commitMs = performance.now() - begun;
      return () => {
        unload();
        publish(plan.stored.map(forLive));
        // a row that was there already has been given no id
        for (const one of batch)
          one.resolve(one.rows.reduce((sum, { log }) => sum + (log.id > 0 ? 1 : 0), 0));
      };
    } catch (error) {
      // where ids and counts stand after a failure, the database says
      lastId = null;
      states.clear();
      return () => {
        unload();
        for (const { reject } of batch) reject(error);
      };
    }
  }

  async function write(rows: readonly NewRow[]): Promise<PlannedRows> {
    lastId ??= await lastLogId(db);
    const plan = await planRows(db, states, rows, { lastId, nowMs: clock.now() });
    const written = plan.statements.length > 0 ? db.atomically(plan.statements) : null;
    // the last ones are told while the disk writes these
    tellLast();
    await written;
    lastId = plan.lastId;
    return plan;
  }

  /** What comes alone is taken however large: it has passed the bounds of a request. */
  const isFull = (rows: readonly NewRow[]): boolean =>
    load.rows > 0 && (load.rows + rows.length > mostWaiting || load.chars + charsOf(rows) > mostChars);

  return {
    async record(events, from) {
      const nowMs = clock.now();
      const rows = events.map((event) => newRow(event, from, nowMs));
      const refused = tooLong(rows) ?? (isFull(rows) ? overloaded(load.rows) : null);
      if (refused !== null) return refused;
      if (rows.length === 0) return ok({ accepted: 0, stored: 0 });
      const stored = enqueue(rows);
      start();
      return ok({ accepted: rows.length, stored: await stored });
    },
    note(events, from) {
      const nowMs = clock.now();
      const rows = events.map((event) => newRow(event, from, nowMs));
      if (rows.length === 0 || isFull(rows) || tooLong(rows) !== null) return;
      enqueue(rows).catch(() => {}); // whoever waits for the same transaction is told
      if (running === null) noting ??= setTimeout(start, noteMs);
    },
    forget: (before) =>
      alone(async () => {
        const statements = await forgetStatements(db, before);
        if (statements.length === 0) return false;
        await db.atomically(statements);
        states.clear();
        return true;
      }),
    async drained() {
      if (!waiting.isEmpty()) start();
      while (running !== null) await running;
    },
  };
}

const charsOf = (rows: readonly NewRow[]): number => rows.reduce((sum, { text }) => sum + text.length, 0);

const overloaded = (rows: number): Refusal =>
  refuse(
    "RATE_LIMITED",
    `${rows} log rows wait to be written: nothing of this request was stored. Send it again in a second, and send fewer at once`,
    { retry_after: 1 },
  );
