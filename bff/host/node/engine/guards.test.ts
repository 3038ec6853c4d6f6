import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { git } from "./testing/git-folder.ts";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const digits = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 7);
const region = (inner: string) =>
  `# @hash:${digits(inner)} START:core\n${inner}# @hash:${digits(inner)} END:core\n`;
const before = `top\n${region("a\n")}end\n`;
const after = `top\n${region("b\n")}end\n`;
const who = { requester: "rita", reason: "no" };
const rewrite = { op: "replace-text", file: "f.sh", oldText: "a\n", block: "b\n" };
const unlocking = (op: object) => ({ unlock: ["core"], patches: [op] });

describe("unlock", () => {
  test("is refused without a reviewer's leave, dry run or not, and nothing is written", async () => {
    await using ws = scratchWorkspace({ "f.sh": before });
    const refusal = await ws.refused(unlocking(rewrite));
    expect(refusal).toMatchObject({ code: "FORBIDDEN", details: { needs: "reviewer" } });
    expect(await ws.workspace.simulate(ws.batch(unlocking(rewrite)))).toMatchObject({ code: "FORBIDDEN" });
    expect(ws.read("f.sh")).toBe(before);
  });

  test("writes region and hash as one patch, whose diff git takes back", async () => {
    await using ws = scratchWorkspace({ "f.sh": before });
    const planned = await ws.workspace.simulate(ws.batch(unlocking(rewrite)), { mayUnlock: true });
    const done = await ws.done(unlocking(rewrite), { mayUnlock: true });
    expect(ws.read("f.sh")).toBe(after);
    expect(done).toMatchObject({ unlocked: ["core"], lines_added: 3, lines_removed: 3 });
    expect(planned).toMatchObject({
      results: [{ diff: done.diff, unlocked: ["core"] }],
    });
    git(ws.root, ["apply", "-R", done.diff_path!]);
    expect(ws.read("f.sh")).toBe(before);
  });
});

describe("the revert of a patch", () => {
  test("that unlocked a guard is a reviewer's: it puts back the old lines and the old hash", async () => {
    await using ws = scratchWorkspace({ "f.sh": before });
    const done = await ws.done(unlocking(rewrite), { mayUnlock: true });
    const agent = await ws.workspace.revert(done.patch_id, who);
    expect(agent).toMatchObject({ ok: false, code: "GUARD_VIOLATION", details: { guard: "core" } });
    expect(ws.read("f.sh")).toBe(after);
    expect(await ws.workspace.revert(done.patch_id, who, { mayUnlock: true })).toMatchObject({ ok: true });
    expect(ws.read("f.sh")).toBe(before);
  });

  test("that a guard was put around since is not let through, for a reviewer either", async () => {
    await using ws = scratchWorkspace({ "f.sh": "top\na\nend\n" });
    const done = await ws.done(rewrite);
    ws.write("f.sh", after);
    const refusal = await ws.workspace.revert(done.patch_id, who, { mayUnlock: true });
    expect(refusal).toMatchObject({ ok: false, code: "GUARD_VIOLATION" });
    expect(refusal).toMatchObject({ error: expect.stringContaining("put around lines of this patch later") });
    expect(ws.read("f.sh")).toBe(after);
  });

  test("beside a guard asks nobody", async () => {
    await using ws = scratchWorkspace({ "f.sh": before });
    const done = await ws.done({ op: "append", file: "f.sh", block: "x" });
    expect(await ws.workspace.revert(done.patch_id, who)).toMatchObject({ ok: true });
    expect(ws.read("f.sh")).toBe(before);
  });
});
