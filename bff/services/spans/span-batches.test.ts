import { expect, test } from "vitest";
import type { Database } from "../../ports/database.ts";
import { db, from, log, noon, published, setUpSpanStore, writer } from "./testing/span-store.ts";

setUpSpanStore();

test("what comes while one batch is committed is the next one", async () => {
  const release: (() => void)[] = [];
  const slow: Database = {
    ...db,
    async atomically(statements) {
      await new Promise<void>((resolve) => release.push(resolve));
      await db.atomically(statements);
    },
  };
  const spans = writer({ db: slow });
  const first = spans.record([log()], from);
  await expect.poll(() => release.length).toBe(1);
  const others = Array.from({ length: 20 }, () => spans.record([log()], from));
  release[0]!();
  await first;
  await expect.poll(() => release.length).toBe(2);
  release[1]!();
  await Promise.all(others);
  expect(release).toHaveLength(2);
});

test("whoever keeps coming holds up nobody's commit", async () => {
  let came = 0;
  const cameBefore: number[] = [];
  const spans = writer({
    publish: () => void cameBefore.push(came),
    async turn() {
      await Promise.resolve();
      if (came >= 1000) return;
      came += 1;
      void spans.record([log()], from);
    },
  });
  await spans.record([log()], from);
  await spans.drained();
  expect(cameBefore[0]).toBeLessThan(100);
});

/** A database whose transactions are done one at a time, when the test lets them. */
function held() {
  const under: (() => void)[] = [];
  const of: Database = {
    ...db,
    async atomically(statements) {
      await new Promise<void>((done) => under.push(done));
      await db.atomically(statements);
    },
  };
  return { of, under };
}
const many = (operation: string) => Array.from({ length: 150 }, () => log({ operation }));
const operations = () => [...new Set(published.map(({ operation }) => operation))];

test("while many rows come, a batch is told of as the next is written, in order", async () => {
  const { of, under } = held();
  const spans = writer({ db: of });
  const first = spans.record(many("first"), from);
  await expect.poll(() => under.length).toBe(1);
  const second = spans.record(many("second"), from);
  under[0]!();
  expect(await first).toMatchObject({ accepted: 150, stored: 150 });
  await expect.poll(() => under.length).toBe(2);
  expect(operations()).toEqual(["first"]);
  under[1]!();
  await second;
  expect(operations()).toEqual(["first", "second"]);
  expect(published.map(({ id }) => id)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
});

test("a batch is told of where the next cannot even be planned", async () => {
  const { of, under } = held();
  let broken = false;
  const now = (): number => {
    if (broken) throw new Error("no time");
    return noon;
  };
  const spans = writer({ db: of, clock: { now } });
  const first = spans.record(many("first"), from);
  await expect.poll(() => under.length).toBe(1);
  const second = spans.record(many("second"), from);
  const failed = expect(second).rejects.toThrow("no time");
  broken = true;
  under[0]!();
  expect(await first).toMatchObject({ stored: 150 });
  await failed;
  expect(operations()).toEqual(["first"]);
});
