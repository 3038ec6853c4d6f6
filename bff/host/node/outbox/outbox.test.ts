import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import { addToOutbox, type Delivery, drainOutbox, setAside, waitingInOutbox } from "./outbox.ts";
import { maxHoldMs } from "./outbox-lock.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "outbox-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const event = (id: string): PatchEvent => ({ patch_id: id, file: "a.ts", op: "append", event_id: id });
const soon = () => Date.now() + 20_000;

describe("the outbox", () => {
  test("sends in the order the events came, once, and is empty then", async () => {
    for (let n = 0; n < 20; n++) addToOutbox(root, event(`p${n}`));
    const sent: string[] = [];
    const send = async (each: PatchEvent): Promise<Delivery> => {
      sent.push(each.patch_id);
      return { kind: "delivered" };
    };
    expect(await drainOutbox(root, send, soon())).toEqual({ sent: 20, refused: 0, waiting: 0, reason: null });
    expect(sent).toEqual(Array.from({ length: 20 }, (_, n) => `p${n}`));
    expect(await drainOutbox(root, send, soon())).toMatchObject({ sent: 0 });
    expect(sent).toHaveLength(20);
  });

  test("stops at the first that has to wait, and keeps those behind it", async () => {
    for (const id of ["a", "b", "c"]) addToOutbox(root, event(id));
    const drained = await drainOutbox(
      root,
      async ({ patch_id }) =>
        patch_id === "b" ? { kind: "later", reason: "ECONNREFUSED" } : { kind: "delivered" },
      soon(),
    );
    expect(drained).toEqual({ sent: 1, refused: 0, waiting: 2, reason: "ECONNREFUSED" });
  });

  test("what a server will never take, and what is no event, is set aside with the reason; the rest goes on", async () => {
    for (const id of ["a", "b"]) addToOutbox(root, event(id));
    writeFileSync(join(root, ".mission_control/outbox/00000000000000-000000-1.json"), "{ half");
    const drained = await drainOutbox(
      root,
      async ({ patch_id }) =>
        patch_id === "a"
          ? { kind: "refused", status: 400, reason: "file is too long" }
          : { kind: "delivered" },
      soon(),
    );
    expect(drained).toEqual({ sent: 1, refused: 2, waiting: 0, reason: null });
    const kept = setAside(root).map((name) =>
      JSON.parse(readFileSync(join(root, ".mission_control/outbox/refused", name), "utf8")),
    );
    expect(kept).toMatchObject([
      { event: null },
      { status: 400, reason: "file is too long", event: event("a") },
    ]);
  });

  test("two that drain at once send each event once", async () => {
    for (let n = 0; n < 30; n++) addToOutbox(root, event(`p${n}`));
    const sent: string[] = [];
    const send = async (each: PatchEvent): Promise<Delivery> => {
      await new Promise((resolve) => setImmediate(resolve));
      sent.push(each.patch_id);
      return { kind: "delivered" };
    };
    await Promise.all([drainOutbox(root, send, soon()), drainOutbox(root, send, soon())]);
    expect(sent).toEqual(Array.from({ length: 30 }, (_, n) => `p${n}`));
    expect(waitingInOutbox(root)).toEqual([]);
  });

  test("a process that died while sending does not block the others", async () => {
    addToOutbox(root, event("a"));
    const lock = join(root, ".mission_control/outbox/.lock");
    writeFileSync(lock, "2147483646");
    expect(await drainOutbox(root, async () => ({ kind: "delivered" }), soon())).toMatchObject({ sent: 1 });

    addToOutbox(root, event("b"));
    // its process id lives on in another process, but nobody holds a lock for that long
    writeFileSync(lock, String(process.pid));
    const old = (Date.now() - maxHoldMs - 1_000) / 1000;
    utimesSync(lock, old, old);
    expect(await drainOutbox(root, async () => ({ kind: "delivered" }), soon())).toMatchObject({ sent: 1 });
    expect(existsSync(lock)).toBe(false);
  });

  test("while another process sends, events wait instead of overtaking", async () => {
    addToOutbox(root, event("a"));
    writeFileSync(join(root, ".mission_control/outbox/.lock"), String(process.pid));
    const drained = await drainOutbox(root, async () => ({ kind: "delivered" }), Date.now() + 50);
    expect(drained).toMatchObject({ sent: 0, waiting: 1, reason: "another process is sending" });
  });

  test("an event being written is not seen before it is whole", () => {
    mkdirSync(join(root, ".mission_control/outbox"), { recursive: true });
    addToOutbox(root, event("a"));
    expect(readdirSync(join(root, ".mission_control/outbox"))).toEqual(waitingInOutbox(root));
  });
});
