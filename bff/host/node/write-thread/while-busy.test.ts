import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import type { Database, Statement } from "../../../ports/database.ts";
import { openDatabase } from "../sqlite.ts";
import { startWriteThread, type WriteThread } from "./thread.ts";

const insert = (n: number): Statement => ({ sql: "INSERT INTO numbers (n) VALUES (?)", params: [n] });

async function setUp({ keepMs = 60_000, shortStatements = 0 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "mc-writer-"));
  const path = join(folder, "numbers.db");
  const threads: WriteThread[] = [];
  /** transactions that a thread was given */
  let given = 0;
  const db = openDatabase(path, {
    busyFrom: 3,
    keepMs,
    shortStatements,
    start(of) {
      const thread = startWriteThread(of);
      threads.push(thread);
      const { transaction } = thread;
      return Object.assign(thread, {
        transaction(statements: readonly Statement[]) {
          given += 1;
          return transaction(statements);
        },
      });
    },
  });
  onTestFinished(async () => {
    await db.close().catch(() => {});
    rmSync(folder, { recursive: true });
  });
  await db.atomically([
    { sql: "CREATE TABLE numbers (id INTEGER PRIMARY KEY, n INTEGER UNIQUE)", params: [] },
  ]);
  return { db, path, threads, given: () => given };
}

const numbersOf = async ({ orm }: Database): Promise<number[]> =>
  (await orm.values<[number]>(sql`SELECT n FROM numbers ORDER BY id`)).map(([n]) => n);

/** Writes until a thread does it; answers the numbers that were written. */
async function makeBusy({ db, given }: Awaited<ReturnType<typeof setUp>>): Promise<number[]> {
  const written: number[] = [];
  await expect
    .poll(
      async () => {
        const n = written.length;
        await db.atomically([insert(n)]);
        written.push(n);
        return given();
      },
      { interval: 1 },
    )
    .toBeGreaterThan(0);
  return written;
}

test("few transactions need no thread; of many the thread does those from when it is ready on", async () => {
  const made = await setUp();
  await made.db.atomically([insert(-1)]);
  expect(made.threads).toHaveLength(0);
  const written = await makeBusy(made);
  expect(made.threads).toHaveLength(1);
  expect(await numbersOf(made.db)).toEqual([-1, ...written]);
});

test("a short transaction is done at once, although a thread is there; a long one by the thread; each in its turn", async () => {
  const { db, given } = await setUp({ shortStatements: 2 });
  const many = (from: number) => [0, 1, 2].map((n) => insert(from + n));
  let n = 0;
  await expect
    .poll(
      async () => {
        await db.atomically(many(n));
        n += 3;
        return given();
      },
      { interval: 1 },
    )
    .toBeGreaterThan(0);
  const before = given();
  await Promise.all([
    db.atomically(many(n)),
    db.atomically([insert(n + 3)]),
    db.atomically(many(n + 4)),
    db.atomically([insert(n + 7)]),
  ]);
  expect(given()).toBe(before + 2);
  expect(await numbersOf(db)).toEqual(Array.from({ length: n + 8 }, (_, at) => at));
});

test("transactions keep the order they were asked for, and so do writes of one statement between them", async () => {
  const made = await setUp();
  const { db, given } = made;
  const written = await makeBusy(made);
  const before = given();
  const asked = Array.from({ length: 200 }, (_, n) => 1000 + n);
  const alone = (n: number): boolean => n % 3 === 0;
  await Promise.all(
    asked.map((n) =>
      alone(n) ? db.orm.run(sql`INSERT INTO numbers (n) VALUES (${n})`) : db.atomically([insert(n)]),
    ),
  );
  const found = (await numbersOf(db)).slice(written.length);
  expect(found.filter(alone)).toEqual(asked.filter(alone));
  expect(found.filter((n) => !alone(n))).toEqual(asked.filter((n) => !alone(n)));
  expect(given()).toBeGreaterThan(before);
});

test("what SQLite refuses is said, nothing of it stays, and the next transaction is done", async () => {
  const made = await setUp();
  const { db } = made;
  const written = await makeBusy(made);
  await expect(db.atomically([insert(5000), insert(0)])).rejects.toThrow("UNIQUE constraint failed");
  await db.atomically([insert(5001)]);
  expect(await numbersOf(db)).toEqual([...written, 5001]);
});

test("a thread that died writes nothing any more; writing goes on, with another one while it is busy", async () => {
  const made = await setUp();
  const { db, threads } = made;
  const written = await makeBusy(made);
  await threads[0]!.end();
  await db.atomically([insert(5000)]);
  expect(await numbersOf(db)).toEqual([...written, 5000]);
  await expect(threads[0]!.transaction([insert(1)])).rejects.toThrow("ended");
});

test("the thread ends when nothing is written any more, and comes back", async () => {
  const made = await setUp({ keepMs: 500 });
  await makeBusy(made);
  await expect.poll(() => made.threads.every((thread) => thread.ended())).toBe(true);
  const before = made.threads.length;
  const nothing = { sql: "DELETE FROM numbers WHERE n < 0", params: [] };
  await expect
    .poll(async () => {
      for (let n = 0; n < 3; n += 1) await made.db.atomically([nothing]);
      return made.threads.length;
    })
    .toBeGreaterThan(before);
});

test("closing waits for what is under way", async () => {
  const made = await setUp();
  const written = await makeBusy(made);
  const last = made.db.atomically([insert(7000)]);
  await made.db.close();
  await last;
  const read = new DatabaseSync(made.path);
  expect(read.prepare("SELECT count(*) AS count FROM numbers").get()).toEqual({ count: written.length + 1 });
  read.close();
});
