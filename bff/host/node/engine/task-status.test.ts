import { describe, expect, test } from "vitest";
import type { TypeChecker } from "../../../ports/type-checker.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = "const a = 1;\nconst b = 2;\n";
const at = "2026-11-21T12:00:00.000Z";

/** A new line with "BAD" is a new error. */
const checker: TypeChecker = {
  async check(changes) {
    const lines = (bytes: Uint8Array | null) =>
      Buffer.from(bytes ?? [])
        .toString()
        .split("\n")
        .filter((line) => line.includes("BAD"));
    const out = changes.flatMap(({ file, before, after }) => {
      const old = lines(before);
      return lines(after)
        .filter((line) => !old.includes(line))
        .map((line) => `${file}(1,1): error TS1: ${line}`);
    });
    return { ok: out.length === 0, out: out.join("\n"), ms: 1 };
  },
  close: async () => {},
};

function working(policy: object = {}) {
  const clock = { at: Date.parse(at), now: () => clock.at };
  const tasks = {
    note: "kept",
    tasks: [
      { uuid: "T", file: "a.ts", status: "in_progress", allowed_spans: [], extra: { kept: true } },
      { uuid: "U", file: "b.ts", allowed_spans: [] },
      { uuid: "done", file: "a.ts", status: "complete", allowed_spans: [] },
      { uuid: "held", file: "a.ts", status: "blocked", allowed_spans: [] },
    ],
  };
  const ws = scratchWorkspace(
    {
      "a.ts": text,
      "b.ts": text,
      "a.md": text,
      ".mission_control/tasks.json": JSON.stringify(tasks),
      ".mission_control/policy.json": JSON.stringify(policy),
    },
    { checker, clock },
  );
  const file = () => JSON.parse(ws.read(".mission_control/tasks.json"));
  const task = (uuid: string) => file().tasks.find((one: { uuid: string }) => one.uuid === uuid);
  return Object.assign(ws, { clock, file, task, untouched: tasks });
}

const append = (block: string, more: object = {}) => ({
  op: "append",
  file: "a.ts",
  block,
  task_id: "T",
  ...more,
});
const missing = (more: object = {}) => ({
  op: "replace-text",
  file: "a.ts",
  old_text: "nowhere",
  block: "x",
  task_id: "T",
  ...more,
});

describe("a task is blocked", () => {
  test("by a refused patch, with why; all else of the file stays", async () => {
    await using ws = working();
    const refused = await ws.refused(missing({ patch_id: "p1" }));
    expect(ws.file()).toEqual({
      ...ws.untouched,
      tasks: [
        {
          ...ws.untouched.tasks[0],
          status: "blocked",
          blocked: { was: "in_progress", patch_id: "p1", code: "NO_MATCH", error: refused.error, at },
        },
        ...ws.untouched.tasks.slice(1),
      ],
    });
    expect(await ws.workspace.tasks()).toMatchObject({
      ok: true,
      tasks: [{ uuid: "T", status: "blocked", blocked: { code: "NO_MATCH" } }, {}, {}, {}],
    });
  });

  test("by a failed type check, and stays open: the next patch that lands well puts it back as it was", async () => {
    await using ws = working();
    await ws.done(append("BAD", { patch_id: "p1" }));
    expect(ws.task("T")).toMatchObject({
      status: "blocked",
      blocked: { was: "in_progress", patch_id: "p1", code: "TYPE_CHECK_FAILED" },
    });
    await ws.refused(missing({ patch_id: "p2" }));
    expect(ws.task("T").blocked).toMatchObject({ was: "in_progress", patch_id: "p2", code: "NO_MATCH" });
    await ws.done(append("fine"));
    expect(ws.task("T")).toEqual(ws.untouched.tasks[0]);
  });

  test("and let go by a patch that nobody checks; one without a status was pending", async () => {
    await using ws = working({ check: "none" });
    await ws.refused(missing({ task_id: "U", file: "b.ts" }));
    expect(ws.task("U").blocked).toMatchObject({ was: "pending" });
    await ws.done(append("BAD", { task_id: "U", file: "b.ts" }));
    expect(ws.task("U")).toMatchObject({ status: "pending" });
    expect(ws.task("U")).not.toHaveProperty("blocked");
  });

  test("by a check that comes later, and let go by one", async () => {
    await using ws = working();
    await ws.done(append("BAD", { patch_id: "p1" }), { check: "skip" });
    expect(ws.task("T").status).toBe("in_progress");
    await ws.workspace.check("p1");
    expect(ws.task("T").status).toBe("blocked");
    await ws.done(append("fine", { patch_id: "p2" }), { check: "skip" });
    expect(ws.task("T").status).toBe("blocked");
    await ws.workspace.check("p2");
    expect(ws.task("T").status).toBe("in_progress");
    await ws.done(append("BAD too", { patch_id: "p3" }), { check: "detach" });
    await ws.workspace.close();
    expect(ws.task("T").status).toBe("blocked");
  });

  test("not again by the answer to a patch that landed before it", async () => {
    await using ws = working();
    await ws.done(append("fine", { patch_id: "p1" }), { check: "skip" });
    ws.clock.at += 1000;
    await ws.refused(missing());
    await ws.workspace.check("p1");
    expect(ws.task("T").status).toBe("blocked");
    // nor by the same request sent again
    await ws.done(append("fine", { patch_id: "p1" }));
    expect(ws.task("T").status).toBe("blocked");
  });

  test("by what its own patch of a batch met, not by what another one did", async () => {
    await using ws = working();
    await ws.refused({ patches: [append("fine"), missing({ task_id: "U", file: "b.ts" })] });
    expect([ws.task("T").status, ws.task("U").status]).toEqual(["in_progress", "blocked"]);
    const answer = await ws.apply({ atomic: false, patches: [append("fine"), missing()] });
    expect(answer).toMatchObject({ ok: true, results: [{ ok: true }, { ok: false }] });
    expect(ws.task("T")).toMatchObject({ status: "blocked", blocked: { code: "NO_MATCH" } });
  });

  test("by a patch that policy took back", async () => {
    await using ws = working({ onCheckFailure: "revert" });
    await ws.refused(append("BAD"));
    expect(ws.read("a.ts")).toBe(text);
    expect(ws.task("T")).toMatchObject({ status: "blocked", blocked: { code: "TYPE_CHECK_FAILED" } });
    await ws.done(append("fine"));
    expect(ws.task("T").status).toBe("in_progress");
  });
});

describe("a task is not blocked", () => {
  test("by a dry run, a lease, a busy file, a task or policy that is the matter, nor by an id used twice", async () => {
    await using ws = working();
    expect(await ws.workspace.simulate(ws.batch(missing()))).toMatchObject({ ok: false, code: "NO_MATCH" });
    await ws.workspace.leases.take({ file: "b.ts", task_id: "U", requester: "r", minutes: 1 });
    expect((await ws.refused(append("x", { file: "b.ts" }))).code).toBe("FILE_LEASED");
    for (const id of ["done", "held"])
      expect((await ws.refused(append("x", { task_id: id }))).code).toBe("TASK_CLOSED");
    await ws.done(append("x", { patch_id: "p1" }));
    expect((await ws.refused(append("y", { patch_id: "p1" }))).code).toBe("PATCH_ID_REUSED");
    ws.write(".mission_control/policy.json", "{");
    expect((await ws.refused(append("x"))).code).toBe("INVALID_POLICY");
    expect(ws.file()).toEqual(ws.untouched);
  });

  test("by a revert, nor let go by one", async () => {
    await using ws = working();
    const first = await ws.done(append("one"));
    await ws.done({ op: "replace-text", file: "a.ts", old_text: "one", block: "ONE", task_id: "T" });
    const who = { requester: "r", reason: "" };
    expect(await ws.workspace.revert(first.patch_id, who)).toMatchObject({
      ok: false,
      code: "REVERT_CONFLICT",
    });
    expect(ws.task("T").status).toBe("in_progress");
    const last = await ws.done(append("two"));
    await ws.refused(missing());
    expect((await ws.workspace.revert(last.patch_id, who)).ok).toBe(true);
    expect(ws.task("T").status).toBe("blocked");
  });
});

test("what is blocked by many at once is noted for each", async () => {
  await using ws = working();
  await Promise.all([
    ws.refused(missing()),
    ws.refused(missing({ task_id: "U", file: "b.ts" })),
    ws.done({ op: "prepend", file: "a.md", block: "x" }),
  ]);
  expect([ws.task("T").status, ws.task("U").status]).toEqual(["blocked", "blocked"]);
});
