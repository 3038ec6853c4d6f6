import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allFactories } from "../../db/queries/factories.ts";
import { openStore } from "../../host/node/fixtures/store.ts";
import type { Database } from "../../ports/database.ts";
import { createFactoryRegister } from "./register.ts";

let db: Database;
beforeEach(async () => {
  db = await openStore();
});
afterEach(() => db.close());

const wrong: string[] = [];
const log = { debug() {}, info() {}, warn() {}, error: (_: object, words: string) => wrong.push(words) };
const clock = { ms: Date.UTC(2026, 10, 20), now: () => clock.ms++ };
/** The register of one run of the server. */
const register = (connected: string[] = [], changed = () => {}) =>
  createFactoryRegister({ db, clock, log, connected: () => connected, changed });
const card = { capabilities: ["simulateOperation"] };

describe("the register of factories", () => {
  test("has whoever was connected when the server broke off away at the next start, in the table too", async () => {
    const before = register(["maker"]);
    before.seen({ name: "maker", connected: true, card });
    await before.drained();
    expect(await allFactories(db)).toMatchObject([{ status: "connected" }]);
    expect(await register().list()).toMatchObject([{ name: "maker", status: "away", ...card }]);
    expect(await allFactories(db)).toMatchObject([{ status: "away" }]);
  });

  test("knows of what was seen before it was asked, in that order", async () => {
    const one = register(["maker"]);
    one.seen({ name: "maker", connected: true, card: { capabilities: ["a"] } });
    one.seen({ name: "maker", connected: false, card: null });
    one.seen({ name: "maker", connected: true, card: { capabilities: ["b"] } });
    expect(await one.list()).toMatchObject([{ capabilities: ["b"], status: "connected" }]);
  });

  test("tells of each change once it can be read, and of nothing else", async () => {
    const told: Promise<unknown>[] = [];
    const one = register([], () => void told.push(one.list()));
    one.seen({ name: "maker", connected: false, card });
    await one.drained();
    const url = "https://maker.test";
    await one.keep("maker", { ...card, url });
    await one.keepSecret({ name: "maker", url, header: "x-key", value: "of-the-factory" });
    await one.find("maker");
    await one.secretHeaders("maker", url);
    await one.forgetSecret("maker");
    const secret = { origin: url, header: "x-key" };
    const base = { name: "maker", status: "away" };
    expect(await Promise.all(told)).toEqual([
      [expect.objectContaining({ ...base, url: null })],
      [expect.objectContaining({ ...base, url })],
      [expect.objectContaining({ ...base, url, secret })],
      [expect.not.objectContaining({ secret })],
    ]);
  });

  test("forgets the oldest of those that are away", async () => {
    const one = register(["first"]);
    one.seen({ name: "first", connected: true, card });
    for (let n = 0; n < 1005; n++) one.seen({ name: `n${n}`, connected: false, card });
    const names = (await one.list()).map(({ name }) => name);
    expect(names).toHaveLength(1001);
    expect(names).toContain("first");
    expect(names).toContain("n1004");
    expect(names).not.toContain("n4");
  });

  test("says so in the log where nothing can be written, and goes on", async () => {
    const one = register();
    await db.orm.run("ALTER TABLE factories RENAME TO gone");
    one.seen({ name: "maker", connected: true, card });
    await one.drained();
    expect(wrong).toEqual(["factory not noted"]);
    await db.orm.run("ALTER TABLE gone RENAME TO factories");
    one.seen({ name: "maker", connected: true, card });
    expect(await one.list()).toMatchObject([{ name: "maker" }]);
  });
});
