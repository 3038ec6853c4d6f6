import { expect, test } from "vitest";
import type { TypeChecker } from "../../../ports/type-checker.ts";
import { git } from "./testing/git-folder.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = Array.from({ length: 20 }, (_, i) => `const c${i + 1} = 1;\n`).join("");

/** A new line with "BAD" is a new error. `meanwhile` runs once, before the first verdict. */
function undoing(meanwhile: () => Promise<unknown> = async () => {}, options: object = {}) {
  const lines = (bytes: Uint8Array | null) =>
    Buffer.from(bytes ?? [])
      .toString()
      .split("\n")
      .filter((line) => line.includes("BAD"));
  let next: (() => Promise<unknown>) | null = meanwhile;
  const checker: TypeChecker = {
    async check(changes) {
      const first = next;
      next = null;
      await first?.();
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
  return scratchWorkspace(
    {
      "a.ts": text,
      "b.ts": text,
      ".mission_control/policy.json": '{"onCheckFailure":"revert"}',
      ".mission_control/tasks.json": JSON.stringify([{ uuid: "T", file: "a.ts", allowed_spans: [] }]),
    },
    { checker, ...options },
  );
}

const replace = (file: string, line: number, block: string, more: object = {}) => ({
  op: "replace-block",
  file,
  start: line,
  end: line,
  block,
  ...more,
});

test("an atomic batch goes back whole: edits of one file, a new file, a rename", async () => {
  await using ws = undoing();
  const before = { a: ws.read("a.ts"), b: ws.read("b.ts") };
  const rename = "diff --git a/b.ts b/c.ts\nsimilarity index 100%\nrename from b.ts\nrename to c.ts\n";
  const answer = await ws.refused({
    coordinates: "sequential",
    patches: [
      replace("a.ts", 3, "BAD"),
      replace("a.ts", 3, "const three = 3;\nconst four = 4;"),
      { op: "create-file", file: "d.ts", block: "BAD too" },
      { op: "unified-diff", file: "b.ts", diff: rename },
      { op: "append", file: "c.ts", block: "end" },
    ],
  });
  expect(answer).toMatchObject({ code: "TYPE_CHECK_FAILED" });
  expect({ a: ws.read("a.ts"), b: ws.read("b.ts") }).toEqual(before);
  expect(git(ws.root, ["status", "--porcelain", "-uall"]).toString()).not.toMatch(/[cd]\.ts/);
  expect(ws.events.filter(({ type }) => type === "patch_reverted")).toHaveLength(5);
});

test("an atomic batch of which one patch cannot be undone stays whole, and says why", async () => {
  const patches = [replace("a.ts", 3, "fine"), replace("b.ts", 3, "BAD", { patch_id: "bad" })];
  await using ws = undoing(() => ws.done(replace("a.ts", 3, "by somebody else"), { check: "skip" }));
  const answer = await ws.apply({ patches });
  expect(answer).toMatchObject({
    ok: true,
    results: [
      { ok: true, ts_check_ok: true, not_reverted: { code: "REVERT_CONFLICT" } },
      { ok: true, ts_check_ok: false, not_reverted: { code: "REVERT_CONFLICT" } },
    ],
  });
  expect(ws.read("a.ts")).toBe(text.replace("const c3 = 1;", "by somebody else"));
  expect(ws.read("b.ts")).toBe(text.replace("const c3 = 1;", "BAD"));
  expect(await ws.done(patches[1])).toMatchObject({
    replayed: true,
    not_reverted: { code: "REVERT_CONFLICT" },
  });
});

test("an edit that came on top elsewhere in the file stays, when the one below goes", async () => {
  await using ws = undoing(() => ws.done(replace("a.ts", 9, "nine\nand a half"), { check: "skip" }));
  expect((await ws.refused(replace("a.ts", 3, "BAD\nBAD 2"))).code).toBe("TYPE_CHECK_FAILED");
  expect(ws.read("a.ts")).toBe(text.replace("const c8 = 1;", "nine\nand a half"));
});

test("an edit that came on top of the same lines keeps it; the task says that it was not put back", async () => {
  await using ws = undoing(() => ws.done(replace("a.ts", 3, "over it"), { check: "skip" }));
  const done = await ws.done(replace("a.ts", 3, "BAD", { task_id: "T" }));
  expect(done).toMatchObject({ ts_check_ok: false, not_reverted: { code: "REVERT_CONFLICT" } });
  const [task] = JSON.parse(ws.read(".mission_control/tasks.json"));
  expect(task.blocked.error).toContain("It was not put back: line 3 of a.ts has changed since");
});

test("several that fail on top of each other all go, in whichever order the verdicts come", async () => {
  await using ws = undoing(() => ws.refused(replace("a.ts", 3, "BAD on top", { patch_id: "top" })));
  // the one on top is refused and put back before the one below has its verdict
  expect((await ws.refused(replace("a.ts", 3, "BAD", { patch_id: "below" }))).code).toBe("TYPE_CHECK_FAILED");
  expect(ws.read("a.ts")).toBe(text);
});

test("one that was due goes with the one that kept it, and with it the rest of its batch", async () => {
  let verdict = () => {};
  const later = new Promise<void>((resolve) => {
    verdict = resolve;
  });
  let top: Promise<unknown> = Promise.resolve();
  // the second check waits until the first has found that it cannot undo
  let checks = 0;
  const held: TypeChecker = {
    async check(changes) {
      checks += 1;
      if (checks === 1) top = ws.refused(replace("a.ts", 3, "BAD on top"));
      if (checks === 1) await expect.poll(() => ws.read("a.ts")).toContain("on top");
      else await later;
      const { file } = changes[0]!;
      return { ok: false, out: `${file}(1,1): error TS1: BAD`, ms: 1 };
    },
    close: async () => {},
  };
  await using ws = undoing(undefined, { checker: held });
  const below = await ws.apply({
    patches: [replace("a.ts", 3, "BAD", { patch_id: "below" }), replace("b.ts", 3, "with it")],
  });
  expect(below).toMatchObject({ ok: true, results: [{ not_reverted: { code: "REVERT_CONFLICT" } }, {}] });
  verdict();
  expect(await top).toMatchObject({ code: "TYPE_CHECK_FAILED" });
  expect([ws.read("a.ts"), ws.read("b.ts")]).toEqual([text, text]);
});
