import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { LeaseChange } from "../../../../shared/models/lease.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join("");
const task = (uuid: string, file = "a.txt", more: object = {}) => ({
  uuid,
  file,
  allowed_spans: [],
  ...more,
});
const everywhere = (uuid: string) =>
  task(uuid, "a.txt", {
    allowed_spans: ["a.txt", "b.txt", "c.txt", "new.txt"].map((file) => ({ file, start: 1, end: 500 })),
  });
const tasksJson = JSON.stringify([
  everywhere("A"),
  everywhere("B"),
  task("shut", "a.txt", { status: "complete" }),
]);
const start = Date.parse("2026-11-21T12:00:00Z");

/** A workspace whose clock stands still until it is moved. */
function leasing() {
  const clock = { at: start, now: () => clock.at };
  const ws = scratchWorkspace(
    { "a.txt": text, "b.txt": text, "c.txt": text, ".mission_control/tasks.json": tasksJson },
    { clock },
  );
  const { leases } = ws.workspace;
  const take = (task_id: string, file = "a.txt", minutes = 15) =>
    leases.take({ file, task_id, requester: `agent of ${task_id}`, minutes });
  const release = (task_id: string, file = "a.txt") =>
    leases.release({ file, task_id, requester: `agent of ${task_id}`, force: false, reason: "" });
  const edit = (task_id?: string, file = "a.txt") => ({
    op: "replace-block",
    file,
    start: 3,
    end: 3,
    block: "THREE",
    ...(task_id === undefined ? {} : { task_id }),
  });
  return Object.assign(ws, { clock, take, release, edit });
}

describe("a lease", () => {
  test("keeps other tasks, and edits without a task, off the file, and lets its own task through", async () => {
    await using ws = leasing();
    expect(await ws.take("A")).toEqual({
      ok: true,
      renewed: false,
      lease: {
        file: "a.txt",
        task_id: "A",
        requester: "agent of A",
        taken_at: "2026-11-21T12:00:00.000Z",
        until: "2026-11-21T12:15:00.000Z",
      },
    });
    for (const other of [ws.edit("B"), ws.edit()]) {
      const refused = await ws.refused(other);
      expect(refused).toMatchObject({
        code: "FILE_LEASED",
        details: { file: "a.txt", task_id: "A", until: "2026-11-21T12:15:00.000Z", retry_after: 900 },
      });
      expect(refused.error).toContain(
        "leased to task A (agent of A) until 2026-11-21T12:15:00.000Z, 15 min from now",
      );
      expect(ws.read("a.txt")).toBe(text);
    }
    await ws.done(ws.edit("A"));
    await ws.done(ws.edit("B", "b.txt"));
  });

  test("is said by a dry run in the words of the edit", async () => {
    await using ws = leasing();
    await ws.take("A");
    const asked = { ...ws.edit("B"), patch_id: "one" };
    const before = ws.snapshot();
    const dry = await ws.workspace.simulate(ws.batch(asked));
    expect(ws.snapshot()).toEqual(before);
    expect(dry).toMatchObject({ ok: false, code: "FILE_LEASED" });
    expect(dry).toEqual(await ws.refused(asked));
  });

  test("holds for every file of a batch, for both names of a rename, for a delete and for a new file", async () => {
    await using ws = leasing();
    await ws.take("A", "b.txt");
    await ws.take("A", "new.txt");
    const refusals: [object, string][] = [
      [{ patches: [ws.edit("B"), ws.edit("B", "b.txt")] }, "b.txt"],
      [diff("b.txt", "rename from b.txt\nrename to d.txt\n", "d.txt"), "b.txt"],
      [diff("a.txt", "rename from a.txt\nrename to new.txt\n", "new.txt"), "new.txt"],
      [
        {
          op: "unified-diff",
          file: "b.txt",
          diff: "*** Begin Patch\n*** Delete File: b.txt\n*** End Patch\n",
        },
        "b.txt",
      ],
      [{ op: "create-file", file: "new.txt", block: "x", task_id: "B" }, "new.txt"],
    ];
    for (const [asked, file] of refusals)
      expect(await ws.refused(asked), JSON.stringify(asked)).toMatchObject({
        code: "FILE_LEASED",
        details: { file },
      });
    expect([ws.read("a.txt"), ws.read("b.txt"), existsSync(join(ws.root, "new.txt"))]).toEqual([
      text,
      text,
      false,
    ]);
    // a copy only reads
    await ws.done(diff("b.txt", "copy from b.txt\ncopy to d.txt\n", "d.txt"));
  });

  test("follows its task's rename of the file, and the revert of that, and is told of", async () => {
    await using ws = leasing();
    const told: string[] = [];
    const following = await ws.workspace.leases.follow(
      null,
      async ({ type, file, until, trace_id }) => void told.push([type, file, until, trace_id].join(" ")),
    );
    await ws.take("A", "b.txt");
    const ends = "2026-11-21T12:15:00.000Z";
    const held = async () => {
      const listed = await ws.workspace.leases.list();
      return listed.ok && listed.leases.map(({ file, task_id, until }) => [file, task_id, until]);
    };
    ws.clock.at += 60_000;
    const renaming = diff("b.txt", "rename from b.txt\nrename to new.txt\n", "new.txt");
    const done = await ws.done({ patches: [{ ...renaming, task_id: "A" }], trace_id: "t1" });
    expect(await held()).toEqual([["new.txt", "A", ends]]);
    const created = { op: "create-file", file: "b.txt", block: "x" };
    expect(await ws.refused(ws.edit("B", "new.txt"))).toMatchObject({ code: "FILE_LEASED" });
    expect((await ws.workspace.revert(done.patch_id, { requester: "r", reason: "" })).ok).toBe(true);
    expect(await held()).toEqual([["b.txt", "A", ends]]);
    await ws.done({ ...created, file: "new.txt", task_id: "B" });
    await expect.poll(() => told).toHaveLength(5);
    expect(told).toEqual([
      `lease_taken b.txt ${ends} `,
      `lease_released b.txt ${ends} t1`,
      `lease_taken new.txt ${ends} t1`,
      `lease_released new.txt ${ends} t1`,
      `lease_taken b.txt ${ends} t1`,
    ]);
    await following.close();
  });

  test("holds for a revert, which counts for the task whose patch it undoes", async () => {
    await using ws = leasing();
    const ofB = await ws.done(ws.edit("B"));
    await ws.take("A");
    const ofA = await ws.done({ op: "append", file: "a.txt", block: "end", task_id: "A" });
    const who = { requester: "r", reason: "" };
    expect(await ws.workspace.revert(ofB.patch_id, who)).toMatchObject({ ok: false, code: "FILE_LEASED" });
    expect((await ws.workspace.revert(ofA.patch_id, who)).ok).toBe(true);
  });

  test("is on the file itself, by whichever name it is asked for", async () => {
    await using ws = leasing();
    symlinkSync("a.txt", join(ws.root, "link.txt"));
    expect(await ws.take("A", "./link.txt")).toMatchObject({ ok: true, lease: { file: "a.txt" } });
    expect((await ws.refused(ws.edit("B"))).code).toBe("FILE_LEASED");
    expect((await ws.refused(ws.edit(undefined, "link.txt"))).code).toBe("FILE_LEASED");
  });

  test("is had by one task; the other is told who has it and until when", async () => {
    await using ws = leasing();
    await ws.take("A");
    expect(await ws.take("B")).toMatchObject({ ok: false, code: "FILE_LEASED", details: { task_id: "A" } });
    expect(await ws.release("B")).toMatchObject({
      ok: false,
      code: "FILE_LEASED",
      details: { task_id: "A" },
    });
    expect(await ws.workspace.leases.list()).toMatchObject({ ok: true, leases: [{ task_id: "A" }] });
  });

  test("is renewed by its task, and given back by it", async () => {
    await using ws = leasing();
    await ws.take("A");
    ws.clock.at += 10 * 60_000;
    expect(await ws.take("A")).toMatchObject({
      ok: true,
      renewed: true,
      lease: { taken_at: "2026-11-21T12:00:00.000Z", until: "2026-11-21T12:25:00.000Z" },
    });
    expect(await ws.release("A")).toMatchObject({ ok: true, released: { task_id: "A" } });
    expect(await ws.release("A")).toMatchObject({ ok: false, code: "LEASE_NOT_FOUND" });
    await ws.done(ws.edit("B"));
  });

  test("ends by itself: from its end on it counts for nothing, and is swept", async () => {
    await using ws = leasing();
    await ws.take("A");
    await ws.take("A", "b.txt");
    ws.clock.at += 15 * 60_000 - 1;
    expect((await ws.refused(ws.edit("B"))).code).toBe("FILE_LEASED");
    ws.clock.at += 1;
    await ws.done(ws.edit("B"));
    expect(await ws.workspace.leases.list()).toEqual({ ok: true, leases: [] });
    expect(await ws.take("B")).toMatchObject({ ok: true, renewed: false });
    const left = readdirSync(join(ws.root, ".mission_control/leases")).filter((name) =>
      name.endsWith(".lease"),
    );
    expect(left).toHaveLength(1);
  });

  test("is taken by force with a reason only", async () => {
    await using ws = leasing();
    await ws.take("A");
    const force = (reason: string) =>
      ws.workspace.leases.release({ file: "a.txt", requester: "mara", force: true, reason });
    expect(await force(" ")).toMatchObject({ ok: false, code: "INVALID_INPUT" });
    expect(await force("its agent is gone")).toMatchObject({ ok: true, released: { task_id: "A" } });
    await ws.done(ws.edit("B"));
  });

  test("is not had by a task that could not edit the file anyway", async () => {
    await using ws = leasing();
    ws.write(".mission_control/policy.json", JSON.stringify({ blockedPaths: ["c.txt"] }));
    expect(await ws.take("nobody")).toMatchObject({ ok: false, code: "TASK_NOT_FOUND" });
    expect(await ws.take("shut")).toMatchObject({ ok: false, code: "TASK_CLOSED" });
    expect(await ws.take("A", "d.txt")).toMatchObject({ ok: false, code: "SPAN_NOT_ALLOWED" });
    expect(await ws.take("A", "c.txt")).toMatchObject({ ok: false, code: "PATH_BLOCKED" });
    expect(await ws.take("A", "../a.txt")).toMatchObject({ ok: false, code: "PATH_OUTSIDE_WORKSPACE" });
    expect(await ws.take("A", ".git/config")).toMatchObject({ ok: false, code: "PATH_PROTECTED" });
    expect(await ws.workspace.leases.list()).toEqual({ ok: true, leases: [] });
  });

  test("that is damaged on disk holds nobody off", async () => {
    await using ws = leasing();
    await ws.take("A");
    const folder = join(ws.root, ".mission_control/leases");
    const [name = ""] = readdirSync(folder).filter((one) => one.endsWith(".lease"));
    writeFileSync(join(folder, name), readFileSync(join(folder, name), "utf8").slice(0, 20));
    await ws.done(ws.edit("B"));
  });
});

describe("between processes", () => {
  const program = join(import.meta.dirname, "testing/take-lease.ts");
  const run = promisify(execFile);
  const takeElsewhere = async (root: string, task_id: string, minutes = 1) =>
    (await run(process.execPath, [program, root, "a.txt", task_id, String(minutes)])).stdout;

  test("of those that ask at once one has it", async () => {
    await using ws = leasing();
    ws.clock.at = Date.now();
    const answers = await Promise.all(["A", "B", "A", "B"].map((id) => takeElsewhere(ws.root, id)));
    const listed = await ws.workspace.leases.list();
    const owner = listed.ok ? listed.leases[0]?.task_id : undefined;
    expect(answers).toEqual(["A", "B", "A", "B"].map((id) => (id === owner ? "ok" : "FILE_LEASED")));
  });

  test("a holder that is killed holds until its lease ends, and no longer", async () => {
    await using ws = leasing();
    ws.clock.at = Date.now();
    const child = spawn(process.execPath, [program, ws.root, "a.txt", "A", "5", "hold"], { stdio: "pipe" });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    expect((await ws.refused(ws.edit("B"))).code).toBe("FILE_LEASED");
    expect(await takeElsewhere(ws.root, "B")).toBe("FILE_LEASED");
    ws.clock.at += 6 * 60_000;
    expect((await ws.take("B")).ok).toBe(true);
    await ws.done(ws.edit("B"));
  });
});

describe("whoever follows", () => {
  const short = ({ type, file, task_id, end, renewed }: LeaseChange) =>
    [type, file, task_id, ...(end ? [end] : []), ...(renewed ? ["renewed"] : [])].join(" ");

  test("is told of each change once and in order, with what happened before, and goes on where it stopped", async () => {
    await using ws = leasing();
    const told: LeaseChange[] = [];
    const tell = async (change: LeaseChange) => void told.push(change);
    await ws.take("A");
    const first = await ws.workspace.leases.follow(null, tell);
    await expect.poll(() => told.map(short)).toEqual(["lease_taken a.txt A"]);
    await ws.take("A");
    await ws.release("A");
    await ws.take("B");
    await expect.poll(() => told.length).toBe(4);
    await first.close();
    await ws.workspace.leases.release({ file: "a.txt", requester: "mara", force: true, reason: "gone home" });
    const second = await ws.workspace.leases.follow(null, tell);
    await expect.poll(() => told.length).toBe(5);
    await second.close();
    expect(told.map(short).slice(1)).toEqual([
      "lease_taken a.txt A renewed",
      "lease_released a.txt A released",
      "lease_taken a.txt B",
      "lease_released a.txt B forced",
    ]);
    expect(told[4]).toMatchObject({ by: "mara", reason: "gone home" });
    expect(new Set(told.map(({ id }) => id)).size).toBe(5);
  });

  test("is told of an end by expiry when it is there, without anybody doing anything", async () => {
    await using ws = scratchWorkspace({ "a.txt": text, ".mission_control/tasks.json": tasksJson });
    const told: string[] = [];
    const following = await ws.workspace.leases.follow(null, async (change) => void told.push(short(change)));
    const take = { file: "a.txt", task_id: "A", requester: "r" };
    await ws.workspace.leases.take({ ...take, minutes: 0.01 });
    await expect.poll(() => told).toEqual(["lease_taken a.txt A", "lease_released a.txt A expired"]);
    await following.close();
  });

  test("is told of a lease whose file somebody removed by hand", async () => {
    await using ws = leasing();
    const told: string[] = [];
    const following = await ws.workspace.leases.follow(null, async (change) => void told.push(short(change)));
    await ws.take("A");
    await expect.poll(() => told.length).toBe(1);
    const folder = join(ws.root, ".mission_control/leases");
    for (const name of readdirSync(folder)) if (name.endsWith(".lease")) rmSync(join(folder, name));
    await expect.poll(() => told).toEqual(["lease_taken a.txt A", "lease_released a.txt A gone"]);
    await following.close();
  });

  test("is told again of what it could not take", async () => {
    await using ws = leasing();
    let calls = 0;
    const told: string[] = [];
    const following = await ws.workspace.leases.follow(null, async (change) => {
      calls += 1;
      if (calls === 1) throw new Error("away");
      told.push(short(change));
    });
    await ws.take("A");
    await expect.poll(() => told).toEqual(["lease_taken a.txt A"]);
    await following.close();
  });
});

/** A git diff of a whole file that moves or is copied. */
const diff = (file: string, header: string, to: string) => ({
  op: "unified-diff",
  file,
  diff: `diff --git a/${file} b/${to}\nsimilarity index 100%\n${header}`,
});
