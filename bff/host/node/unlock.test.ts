import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scratchWorkspace } from "./engine/testing/scratch-workspace.ts";
import { makeApp } from "./fixtures/app.ts";

const digits = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 7);
const region = (inner: string) =>
  `# @hash:${digits(inner)} START:core\n${inner}# @hash:${digits(inner)} END:core\n`;
const batch = {
  unlock: ["core"],
  patches: [{ op: "replace-text", file: "f.sh", oldText: "a\n", block: "b\n" }],
};

let ws: ReturnType<typeof scratchWorkspace>;
let app: Awaited<ReturnType<typeof makeApp>>;
beforeEach(async () => {
  ws = scratchWorkspace({ "f.sh": region("a\n") });
  app = await makeApp({ workspace: ws.workspace });
});
afterEach(async () => {
  await app.dispose();
  await ws[Symbol.asyncDispose]();
});

describe("unlock over HTTP", () => {
  test.each(["agent", "ops"] as const)("is refused for the role %s, with the role it takes", async (role) => {
    const { ask } = await app.as(role);
    for (const [path, body] of [
      ["/api/patches/apply", batch],
      ["/api/patches/apply", { ...batch, dryRun: true }],
      ["/api/patches/simulate", batch],
    ] as const) {
      const { status, json } = await ask("POST", path, body);
      expect([status, json]).toMatchObject([
        403,
        { code: "FORBIDDEN", details: { needs: "reviewer", has: role } },
      ]);
    }
    expect(ws.read("f.sh")).toBe(region("a\n"));
  });

  test("is a reviewer's, whose dry run shows the same, and whose revert puts it back", async () => {
    const { ask } = await app.as("reviewer");
    const planned = await ask("POST", "/api/patches/simulate", batch);
    expect(ws.read("f.sh")).toBe(region("a\n"));
    const done = await ask("POST", "/api/patches/apply", batch);
    expect(done.json.results[0]).toMatchObject({ ok: true, unlocked: ["core"] });
    expect(planned.json.results[0]).toMatchObject({ diff: done.json.results[0].diff, unlocked: ["core"] });
    expect(ws.read("f.sh")).toBe(region("b\n"));
    const id = done.json.results[0].patch_id;
    const back = await ask("POST", `/api/patches/${id}/revert`, { reason: "no" });
    expect(back.json).toMatchObject({ ok: true });
    expect(ws.read("f.sh")).toBe(region("a\n"));
  });

  test("names what is there where it is asked for what is not", async () => {
    const { ask } = await app.as("admin");
    const { status, json } = await ask("POST", "/api/patches/apply", { ...batch, unlock: ["cor"] });
    expect([status, json]).toMatchObject([
      404,
      { code: "GUARD_NOT_FOUND", details: { guards: [{ name: "core" }] } },
    ]);
  });
});
