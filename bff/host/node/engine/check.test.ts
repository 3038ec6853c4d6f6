import { expect, test } from "vitest";
import type { FileChange, TypeChecker } from "../../../ports/type-checker.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = "const a = 1;\nconst b = 2;\n";

/** A checker over contents alone: each line with "BAD" that was not there before is a new error. */
function wordChecker() {
  const seen: FileChange[][] = [];
  const bad = (bytes: Uint8Array | null) =>
    Buffer.from(bytes ?? [])
      .toString()
      .split("\n")
      .filter((line) => line.includes("BAD"));
  const checker: TypeChecker = {
    async check(changes) {
      seen.push([...changes]);
      const out = changes.flatMap(({ file, before, after }) => {
        const old = bad(before);
        return bad(after)
          .filter((line) => !old.includes(line))
          .map((line) => `${file}(1,1): error TS1: ${line}`);
      });
      return { ok: out.length === 0, out: out.join("\n"), ms: 1 };
    },
    close: async () => {},
  };
  return { checker, seen };
}

const append = (file: string, block: string) => ({ op: "append", file, block });

test("after the write comes the verdict: validated, or failed with the errors, and the file stays", async () => {
  await using ws = scratchWorkspace({ "a.ts": text }, { checker: wordChecker().checker });
  const good = await ws.done(append("a.ts", "fine"));
  expect(good).toMatchObject({ ts_check_ok: true, ts_check_ms: 1 });
  expect(ws.events.map(({ type }) => type)).toEqual(["patch_requested", "patch_applied", "patch_validated"]);
  expect(ws.events[1]!.meta).toMatchObject({ check_pending: true });
  ws.events.length = 0;
  const bad = await ws.done(append("a.ts", "BAD one"));
  expect(bad).toMatchObject({ ok: true, ts_check_ok: false, ts_check_out: "a.ts(1,1): error TS1: BAD one" });
  expect(ws.events.at(-1)).toMatchObject({
    type: "patch_failed",
    ts_check_ok: false,
    meta: {
      code: "TYPE_CHECK_FAILED",
      error: "1 new type error: a.ts(1,1): error TS1: BAD one",
      check_pending: false,
    },
  });
  expect(ws.read("a.ts")).toContain("BAD one");
  // the verdict belongs to the first answer
  ws.events.length = 0;
  expect(await ws.done(append("a.ts", "fine again"))).toMatchObject({ ts_check_ok: true });
});

test("nobody checks a file of another kind, nor where the policy says none", async () => {
  const { checker, seen } = wordChecker();
  await using ws = scratchWorkspace(
    { "a.md": text, "a.ts": text, ".mission_control/policy.json": '{"check":"none"}' },
    { checker },
  );
  expect(await ws.done(append("a.md", "BAD"))).toMatchObject({ ts_check_ok: null });
  expect(await ws.done(append("a.ts", "BAD"))).toMatchObject({ ts_check_ok: null });
  expect(ws.events.at(-1)).toMatchObject({ type: "patch_applied", meta: { check_pending: false } });
  expect(seen).toEqual([]);
});

test("the checker is made at the first check and not before", async () => {
  let made = 0;
  await using ws = scratchWorkspace(
    { "a.ts": text, "a.md": text },
    {
      checker: async () => {
        made++;
        return wordChecker().checker;
      },
    },
  );
  await ws.done(append("a.md", "x"));
  expect(made).toBe(0);
  await ws.done(append("a.ts", "x"));
  await ws.done(append("a.ts", "y"));
  expect(made).toBe(1);
});

test("detached, the answer comes before the verdict and the verdict goes to the reporter", async () => {
  await using ws = scratchWorkspace({ "a.ts": text }, { checker: wordChecker().checker });
  const done = await ws.done(append("a.ts", "BAD"), { check: "detach" });
  expect(done).toMatchObject({ ts_check_ok: null, ts_check_pending: true });
  await ws.workspace.close();
  expect(ws.events.at(-1)).toMatchObject({ type: "patch_failed", ts_check_ok: false });
});

test("in a batch each patch answers for its own files", async () => {
  await using ws = scratchWorkspace(
    { "a.ts": text, "b.ts": text, "c.md": text },
    { checker: wordChecker().checker },
  );
  const answer = await ws.apply({
    patches: [append("a.ts", "fine"), append("b.ts", "BAD"), append("c.md", "BAD")],
  });
  expect(answer).toMatchObject({
    ok: true,
    results: [{ ts_check_ok: true }, { ts_check_ok: false }, { ts_check_ok: null }],
  });
});

test("a policy that reverts on new errors takes the whole atomic batch back", async () => {
  await using ws = scratchWorkspace(
    { "a.ts": text, "b.ts": text, ".mission_control/policy.json": '{"onCheckFailure":"revert"}' },
    { checker: wordChecker().checker },
  );
  const answer = await ws.refused({ patches: [append("a.ts", "fine"), append("b.ts", "BAD")] });
  expect(answer).toMatchObject({
    code: "TYPE_CHECK_FAILED",
    details: { results: [{ code: "BATCH_ABORTED" }, { code: "TYPE_CHECK_FAILED" }] },
  });
  expect(ws.read("a.ts")).toBe(text);
  expect(ws.read("b.ts")).toBe(text);
  expect(ws.events.filter(({ type }) => type === "patch_reverted")).toHaveLength(2);
});

test("a dry run is checked on contents that are not on disk", async () => {
  const { checker, seen } = wordChecker();
  await using ws = scratchWorkspace({ "a.ts": text }, { checker });
  const answer = await ws.workspace.simulate(ws.batch(append("a.ts", "BAD")));
  expect(answer).toMatchObject({ ok: true, results: [{ ts_check_ok: false, dry_run: true }] });
  expect(Buffer.from(seen[0]![0]!.after!).toString()).toBe(`${text}BAD\n`);
  expect(ws.read("a.ts")).toBe(text);
});

test("a patch applied without a check can be checked later, also when the file has moved on", async () => {
  await using ws = scratchWorkspace({ "a.ts": text }, { checker: wordChecker().checker });
  const done = await ws.done({ ...append("a.ts", "BAD"), patch_id: "later" }, { check: "skip" });
  expect(done.ts_check_ok).toBeNull();
  await ws.done(append("a.ts", "more"), { check: "skip" });
  ws.events.length = 0;
  expect(await ws.workspace.check("later", ws.reporter)).toMatchObject({ ok: true, verdict: { ok: false } });
  expect(ws.events).toMatchObject([{ type: "patch_failed", patch_id: "later", ts_check_ok: false }]);
  expect(await ws.done({ ...append("a.ts", "BAD"), patch_id: "later" })).toMatchObject({
    replayed: true,
    ts_check_ok: false,
  });
  expect(await ws.workspace.check("none")).toMatchObject({ ok: false, code: "PATCH_NOT_FOUND" });
});

test("a checker that breaks is no verdict and no failure", async () => {
  const warned: string[] = [];
  const checker: TypeChecker = { check: () => Promise.reject(new Error("gone")), close: async () => {} };
  await using ws = scratchWorkspace({ "a.ts": text }, { checker, warn: (message) => warned.push(message) });
  expect(await ws.done(append("a.ts", "x"))).toMatchObject({ ts_check_ok: null });
  expect(warned).toEqual(["the type check did not run: gone"]);
});
