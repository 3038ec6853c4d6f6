// The way of an event: handed in -> waits a moment for others -> one transaction -> published in `seq` order -> answered.
import type { Heads } from "../../db/queries/journal.ts";
import { readHeads } from "../../db/queries/journal.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Database } from "../../ports/database.ts";
import type { LoggedEvent } from "../../ports/hub.ts";
import type { Journal, Recorded } from "../../ports/journal.ts";
import type { Secrets } from "../../ports/secrets.ts";
import { type Entry, planBatch } from "./batch.ts";
import { completeEvent } from "./event.ts";
import { journalStatements } from "./statements.ts";

export interface JournalOptions {
  db: Database;
  clock: Clock;
  secrets: Pick<Secrets, "sha256">;
  publish(events: readonly LoggedEvent[]): void;
  /** how many of the newest events are kept */
  retain?: number;
  /** how long an event waits for others to share its transaction, milliseconds */
  gatherMs?: number;
  /** most events of one transaction */
  maxBatch?: number;
}

interface Waiting {
  entry: Entry;
  resolve(answer: Recorded): void;
  reject(error: unknown): void;
}

/** See the port. Events handed in within `gatherMs` share a transaction, so a burst costs one sync of the disk. */
export function createJournal(options: JournalOptions): Journal {
  const { db, clock, secrets, publish, retain = 100_000, gatherMs = 2, maxBatch = 500 } = options;
  const write = journalStatements(db);
  let waiting: Waiting[] = [];
  let heads: Heads | null = null;
  let sweptAt = 0;
  let running: Promise<void> | null = null;

  function add(entry: Entry): Promise<Recorded> {
    return new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject });
      running ??= gather();
    });
  }

  async function gather(): Promise<void> {
    while (waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs));
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      try {
        const { events, answers } = await commit(batch.map(({ entry }) => entry));
        publish(events);
        batch.forEach(({ resolve }, n) => {
          resolve(answers[n]!);
        });
      } catch (error) {
        // what the numbers are after a failure, the database says
        heads = null;
        for (const { reject } of batch) reject(error);
      }
    }
    // In the same turn as the last look at `waiting`: whoever was just answered may already hand in the next event.
    running = null;
  }

  async function commit(entries: Entry[]) {
    heads ??= await readHeads(db);
    const plan = await planBatch(db, entries, heads, write, secrets.sha256);
    const sweep = plan.heads.seq - sweptAt >= Math.min(1000, retain);
    if (sweep) plan.statements.push(write.forget(plan.heads.seq - retain));
    if (plan.statements.length > 0) await db.atomically(plan.statements);
    heads = plan.heads;
    if (sweep) sweptAt = heads.seq;
    return plan;
  }

  return {
    patch: (event, from) => add({ kind: "patch", event: completeEvent(event, from, clock.now()) }),
    factory: (event) => add({ kind: "factory", ...event, ts: new Date(clock.now()).toISOString() }),
    workspace: (event) => add({ kind: "workspace", ...event, ts: new Date(clock.now()).toISOString() }),
    async drained() {
      while (running !== null) await running;
    },
  };
}
