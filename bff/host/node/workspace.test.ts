import { chmodSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { git } from "./engine/testing/git-folder.ts";
import { locksLeft } from "./engine/testing/locks-left.ts";
import { scratchWorkspace } from "./engine/testing/scratch-workspace.ts";

const text = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join("");
const replace3 = { op: "replace-block", file: "a.txt", start: 3, end: 3, block: "THREE" };

describe("what an applied patch leaves", () => {
  test("the edit, a diff that git can take back, a backup, a record, a line in the log", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done({ ...replace3, requester: "lint", reason: "why", order_id: "ORD-001" });
    expect(ws.read("a.txt")).toBe(text.replace("line 3\n", "THREE\n"));
    expect(done).toMatchObject({
      file: "a.txt",
      lines_before: 30,
      lines_after: 30,
      lines_added: 1,
      lines_removed: 1,
      start: 3,
      end: 3,
    });
    expect(done.diff_path).toBe(`.mission_control/patches/${done.patch_id}.diff`);
    git(ws.root, ["apply", "-R", "--check", done.diff_path!]);
    expect(readdirSync(join(ws.root, ".mission_control/backups"))).toEqual([done.before_hash]);
    expect(locksLeft(join(ws.root, ".mission_control/locks"))).toEqual([]);
    const log = await ws.workspace.log(10);
    expect(log).toMatchObject({
      ok: true,
      entries: [
        {
          patch_id: done.patch_id,
          op: "replace-block",
          requester: "lint",
          reason: "why",
          order_id: "ORD-001",
          before_hash: done.before_hash,
        },
      ],
    });
  });

  test("git sees nothing of it but the rules and the tasks", async () => {
    await using ws = scratchWorkspace({
      "a.txt": text,
      ".mission_control/policy.json": "{}",
      ".mission_control/tasks.json": "[]",
    });
    await ws.done(replace3);
    const status = git(ws.root, ["status", "--porcelain", "-uall"]).toString();
    expect(status.split("\n").filter((line) => line.includes(".mission_control"))).toEqual([
      "?? .mission_control/.gitignore",
      "?? .mission_control/policy.json",
      "?? .mission_control/tasks.json",
    ]);
  });

  test("the file keeps its mode", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    chmodSync(join(ws.root, "a.txt"), 0o750);
    await ws.done(replace3);
    expect(statSync(join(ws.root, "a.txt")).mode & 0o777).toBe(0o750);
  });

  test("a new file in a new folder", async () => {
    await using ws = scratchWorkspace();
    const done = await ws.done({ op: "create-file", file: "x/y/new.txt", block: "hi" });
    expect(ws.read("x/y/new.txt")).toBe("hi\n");
    expect(done).toMatchObject({ before_hash: null, lines_before: 0, lines_after: 1 });
    git(ws.root, ["apply", "-R", "--check", done.diff_path!]);
  });
});

describe("a dry run", () => {
  test("answers what the edit would be and writes nothing at all", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const before = ws.snapshot();
    const dry = await ws.workspace.simulate(ws.batch(replace3));
    const asked = await ws.apply({ ...replace3, dry_run: true });
    expect(ws.snapshot()).toEqual(before);
    expect(existsSync(join(ws.root, ".mission_control"))).toBe(false);
    expect(ws.events).toEqual([]);
    for (const answer of [dry, asked])
      expect(answer).toMatchObject({
        ok: true,
        results: [{ dry_run: true, diff_path: null, score: { value: 80 } }],
      });
    const real = await ws.done(replace3);
    const [planned] = dry.ok ? dry.results : [];
    if (!planned?.ok) throw new Error("refused");
    expect(real.diff).toBe(planned.diff);
    expect(real.after_hash).toBe(planned.after_hash);
  });

  test("is refused with the same words as the edit", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const wrong = { patch_id: "one", op: "replace-block", file: "a.txt", start: 31, end: 31, block: "x" };
    const dry = await ws.workspace.simulate(ws.batch(wrong));
    expect(dry).toEqual(await ws.refused(wrong));
    expect(dry).toMatchObject({ ok: false, code: "LINE_OUT_OF_RANGE" });
  });
});

describe("batches on disk", () => {
  const good = { op: "append", file: "b.txt", block: "end" };
  const bad = { op: "replace-block", file: "a.txt", start: 99, end: 99, block: "x" };

  test("an atomic batch is refused as a whole, and says which of it would have applied", async () => {
    await using ws = scratchWorkspace({ "a.txt": text, "b.txt": text });
    const answer = await ws.refused({ patches: [good, bad] });
    expect(answer).toMatchObject({
      code: "LINE_OUT_OF_RANGE",
      details: {
        patch: 2,
        results: [
          { code: "BATCH_ABORTED", details: { would_apply: true, refused_patch: 2 } },
          { code: "LINE_OUT_OF_RANGE" },
        ],
      },
    });
    expect(ws.read("b.txt")).toBe(text);
  });

  test("a batch that is not atomic applies what it can", async () => {
    await using ws = scratchWorkspace({ "a.txt": text, "b.txt": text });
    const answer = await ws.apply({ atomic: false, patches: [bad, good] });
    expect(answer).toMatchObject({
      ok: true,
      results: [{ ok: false, code: "LINE_OUT_OF_RANGE" }, { ok: true }],
    });
    expect(ws.read("b.txt")).toBe(`${text}end\n`);
  });

  test("the patches of a batch on one file each have a diff of their own, which follow each other", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const answer = await ws.apply({
      patches: [
        replace3,
        { op: "insert-after", file: "a.txt", line: 20, block: "x" },
        { op: "prepend", file: "a.txt", block: "top" },
      ],
    });
    if (!answer.ok) throw new Error(answer.error);
    const after = ws.read("a.txt");
    const paths = answer.results.map((result) => (result.ok ? result.diff_path! : ""));
    for (const path of [...paths].reverse()) git(ws.root, ["apply", "-R", path]);
    expect(ws.read("a.txt")).toBe(text);
    for (const path of paths) git(ws.root, ["apply", path]);
    expect(ws.read("a.txt")).toBe(after);
  });
});

describe("the same request again", () => {
  test("returns the first answer and writes nothing", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const insert = { patch_id: "once", op: "insert-after", file: "a.txt", line: 1, block: "x" };
    const first = await ws.done(insert);
    const before = ws.snapshot();
    ws.events.length = 0;
    const again = await ws.done({ ...insert, trace_id: "other" });
    expect(again).toEqual({ ...first, replayed: true });
    expect(ws.snapshot()).toEqual(before);
    expect(ws.events).toEqual([]);
  });

  test("two at once apply once", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const insert = { patch_id: "once", op: "insert-after", file: "a.txt", line: 1, block: "x" };
    const both = await Promise.all([ws.done(insert), ws.done(insert)]);
    expect(both.filter((done) => done.replayed)).toHaveLength(1);
    expect(ws.read("a.txt")).toBe(text.replace("line 2\n", "x\nline 2\n"));
  });

  test("the id of another request is refused", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    await ws.done({ ...replace3, patch_id: "once" });
    expect((await ws.refused({ ...replace3, patch_id: "once", block: "other" })).code).toBe(
      "PATCH_ID_REUSED",
    );
  });

  test("a refusal is not remembered", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const late = { patch_id: "late", op: "replace-text", file: "a.txt", oldText: "LATE", block: "x" };
    expect((await ws.refused(late)).code).toBe("NO_MATCH");
    ws.write("a.txt", `${text}LATE\n`);
    expect((await ws.done(late)).ok).toBe(true);
  });
});

describe("events", () => {
  test("tell of each step in order, with who, why and where", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const done = await ws.done({ ...replace3, requester: "lint", trace_id: "t", task_id: undefined });
    expect(ws.events.map(({ type }) => type)).toEqual(["patch_requested", "patch_applied"]);
    expect(new Set(ws.events.map(({ event_id }) => event_id)).size).toBe(2);
    expect(ws.events[1]).toMatchObject({
      patch_id: done.patch_id,
      file: "a.txt",
      op: "replace-block",
      after_hash: done.after_hash,
      meta: { requester: "lint", trace_id: "t", branch: "main", span: "3", check_pending: false },
    });
  });

  test("tell of a refusal with its code", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const answer = await ws.refused({ ...replace3, end: 99 });
    expect(ws.events.map(({ type }) => type)).toEqual(["patch_requested", "patch_failed"]);
    expect(ws.events[1]!.meta).toMatchObject({ code: "LINE_OUT_OF_RANGE", error: answer.error });
  });

  test("tell of a refusal what it says for a program, so that whoever watches sees the nearest places", async () => {
    await using ws = scratchWorkspace({ "a.txt": text });
    const asked = { op: "replace-text", file: "a.txt", old_text: "line 1x\nline 2\n", block: "x" };
    const answer = await ws.refused({ patches: [asked], atomic: true });
    expect(answer.code).toBe("NO_MATCH");
    expect(ws.events[1]!.meta!.details).toMatchObject({
      file: "a.txt",
      candidates: expect.arrayContaining([expect.objectContaining({ start: 1, end: 2 })]),
    });
    const done = await ws.done(replace3);
    await ws.done({ op: "replace-block", file: "a.txt", start: 3, end: 3, block: "later" });
    await ws.workspace.revert(done.patch_id, { requester: "r", reason: "" }, { reporter: ws.reporter });
    const last = ws.events.at(-1)!;
    expect(last).toMatchObject({ type: "patch_failed", meta: { code: "REVERT_CONFLICT" } });
    expect(last.meta!.details).toMatchObject({
      file: "a.txt",
      start: 3,
      end: 3,
      later: [expect.any(String)],
    });
  });

  test("a reporter that fails does not fail the edit", async () => {
    const warned: string[] = [];
    await using ws = scratchWorkspace({ "a.txt": text }, { warn: (message) => warned.push(message) });
    const reporter = () => Promise.reject(new Error("away"));
    expect((await ws.apply(replace3, { reporter })).ok).toBe(true);
    expect(warned).toHaveLength(2);
  });
});

test("spans of other tasks move in tasks.json as patches land above them, all else of it stays", async () => {
  const tasks = {
    note: "kept",
    tasks: [{ uuid: "t1", file: "a.txt", extra: 1, allowed_spans: [{ file: "a.txt", start: 10, end: 12 }] }],
  };
  await using ws = scratchWorkspace({ "a.txt": text, ".mission_control/tasks.json": JSON.stringify(tasks) });
  const first = await ws.done({ op: "insert-after", file: "a.txt", line: 2, block: "x\ny" });
  const moved = (start: number, end: number) => ({
    ...tasks,
    tasks: [{ ...tasks.tasks[0], allowed_spans: [{ file: "a.txt", start, end }] }],
  });
  expect(JSON.parse(ws.read(".mission_control/tasks.json"))).toEqual(moved(12, 14));
  await ws.done({ op: "insert-after", file: "a.txt", line: 14, block: "own", task_id: "t1" });
  expect(JSON.parse(ws.read(".mission_control/tasks.json"))).toEqual(moved(12, 15));
  await ws.workspace.revert(first.patch_id, { requester: "r", reason: "" });
  expect(JSON.parse(ws.read(".mission_control/tasks.json"))).toEqual(moved(10, 13));
  expect(await ws.workspace.tasks()).toMatchObject({ ok: true, tasks: [{ uuid: "t1", status: "pending" }] });
});

describe("the policy", () => {
  test("blocks and allows by glob", async () => {
    const policy = { blockedPaths: ["secrets/**"], allowedPaths: ["src/**", "secrets/**"] };
    await using ws = scratchWorkspace({
      ".mission_control/policy.json": JSON.stringify(policy),
      "src/a": "a\n",
      "secrets/b": "b\n",
      c: "c\n",
    });
    const append = (file: string) => ({ op: "append", file, block: "x" });
    expect((await ws.refused(append("secrets/b"))).code).toBe("PATH_BLOCKED");
    expect((await ws.refused(append("c"))).code).toBe("PATH_BLOCKED");
    await ws.done(append("src/a"));
  });

  test("that cannot be read lets nothing through, and says what is wrong with it", async () => {
    for (const policy of ["{", '{"blockedPath":["x"]}', '{"maxChangedShare":7}']) {
      await using ws = scratchWorkspace({ ".mission_control/policy.json": policy, "a.txt": text });
      expect((await ws.refused(replace3)).code).toBe("INVALID_POLICY");
      expect(ws.read("a.txt")).toBe(text);
    }
  });
});

describe("reading for agents", () => {
  const source = `${text}// ###FINAL_MILE_PROMPT__X### do\nold\n// ###END_X###\n${text}`;
  test("context shows at most 40 numbered lines around what was asked for", async () => {
    await using ws = scratchWorkspace({ "a.txt": source });
    const answer = await ws.workspace.context({ file: "a.txt", anchors: ["PROMPT__X"], lines: [1] });
    if (!answer.ok) throw new Error(answer.error);
    const { windows, lines, fileHash } = answer.context;
    expect(lines).toBe(63);
    expect(windows.map(({ start, end }) => [start, end])).toEqual([
      [1, 40],
      [41, 51],
    ]);
    expect(windows[0]!.text).toContain("31 | // ###FINAL_MILE_PROMPT__X### do");
    expect((await ws.done({ ...replace3, expect: { fileHash } })).ok).toBe(true);
    expect(await ws.workspace.context({ file: "a.txt", anchors: ["nowhere"] })).toMatchObject({
      ok: false,
      code: "NO_MATCH",
    });
  });

  test("resolve knows a placeholder, a file without it, and no file", async () => {
    await using ws = scratchWorkspace({ "a.txt": source });
    const resolve = (file: string, placeholder: string) => ws.workspace.resolve({ file, placeholder });
    expect(await resolve("a.txt", "X")).toMatchObject({
      ok: true,
      resolved: { kind: "placeholder", start: 31, end: 33 },
    });
    expect(await resolve("a.txt", "Y")).toMatchObject({
      ok: true,
      resolved: { kind: "insert", start: 63, end: 63 },
    });
    expect(await resolve("new.txt", "Y")).toMatchObject({
      ok: true,
      resolved: { kind: "new", exists: false, fileHash: null },
    });
  });
});

test("the viewer gets the lines around the change, old and new", async () => {
  const long = Array.from({ length: 1000 }, (_, i) => `line ${i + 1}\n`).join("");
  await using ws = scratchWorkspace({ "a.txt": long });
  const done = await ws.done({ op: "replace-block", file: "a.txt", start: 500, end: 500, block: "x\ny" });
  const view = await ws.workspace.diff(done.patch_id);
  if (!view.ok) throw new Error(view.error);
  expect(view).toMatchObject({
    diff: done.diff,
    truncated: false,
    files: [{ file: "a.txt", old_start: 480, new_start: 480 }],
  });
  expect(view.files[0]!.old_text!.split("\n")[20]).toBe("line 500");
  expect(view.files[0]!.new_text!.split("\n").slice(20, 22)).toEqual(["x", "y"]);
  expect(await ws.workspace.diff("none")).toMatchObject({ ok: false, code: "PATCH_NOT_FOUND" });
});

test("the branch is that of HEAD, in a worktree as well", async () => {
  await using ws = scratchWorkspace({ "a.txt": text });
  expect(await ws.workspace.branch()).toBe("main");
  git(ws.root, ["add", "."]);
  git(ws.root, ["commit", "-qm", "x"]);
  git(ws.root, ["worktree", "add", "-q", "-b", "fix/one", "tree"]);
  const { openWorkspace } = await import("./workspace.ts");
  expect(await openWorkspace({ root: join(ws.root, "tree") }).branch()).toBe("fix/one");
  git(ws.root, ["checkout", "-q", "--detach"]);
  expect(await ws.workspace.branch()).toBeNull();
});
