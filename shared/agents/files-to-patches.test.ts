import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PatchBatch } from "../models/patch-operation.ts";
import { utf8 } from "../patch/bytes.ts";
import { defaultPolicy } from "../patch/default-policy.ts";
import { planBatch } from "../patch/plan.ts";
import { readOperation } from "../patch/read-operation.ts";
import { filesToPatches, type Resolve } from "./files-to-patches.ts";
import { resolveCoordinates } from "./resolve-coordinates.ts";

type Files = Record<string, string>;

const phase = (files: { filePath: string; fileContents: string; format?: string }[]) => ({
  files: files.map((file) => ({ filePurpose: "test", ...file })),
  deploymentNeeded: false,
  commands: [],
});
const within =
  (files: Files): Resolve =>
  ({ filePath }) =>
    resolveCoordinates(files[filePath] ?? null);

async function batchOf(output: unknown, resolve: Resolve): Promise<PatchBatch> {
  const made = await filesToPatches(output, resolve);
  if (!made.ok) throw new Error(made.error);
  return made.batch;
}

/** The files after the engine has done what the batch asks for. */
function applied(batch: PatchBatch, files: Files): Files {
  const found = new Map(
    batch.patches.map(({ file }) => {
      const text = files[file];
      return [file, text === undefined ? null : { bytes: utf8(text), executable: false }] as const;
    }),
  );
  const plan = planBatch({
    reads: batch.patches.map(readOperation),
    coordinates: batch.coordinates,
    files: found,
    tasks: null,
    policy: { ...defaultPolicy, maxChangedShare: 1 },
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  });
  for (const outcome of plan.outcomes) if ("ok" in outcome) throw new Error(outcome.error);
  const changed = plan.changes.map(({ file, after }) => [
    file,
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(after?.bytes),
  ]);
  return { ...files, ...Object.fromEntries(changed) };
}

describe("files of a phase", () => {
  it("create what does not exist", async () => {
    const batch = await batchOf(
      phase([{ filePath: "src/new.ts", fileContents: "export {};\n" }]),
      within({}),
    );
    expect(batch).toMatchObject({ requester: "factory-agent", reason: "phase-implementation" });
    expect(batch.patches).toEqual([{ op: "create-file", file: "src/new.ts", block: "export {};\n" }]);
  });

  it("fill the placeholder that waits for them", async () => {
    const files = { "a.ts": "one\n// ###FINAL_MILE_PROMPT__BODY###\nold\n// ###END_BODY###\nlast\n" };
    const batch = await batchOf(phase([{ filePath: "a.ts", fileContents: "filled\n" }]), within(files));
    expect(batch.patches).toMatchObject([{ op: "fill-placeholder", placeholder: "BODY" }]);
    expect(applied(batch, files)["a.ts"]).toBe("one\nfilled\nlast\n");
  });

  it("replace a span that is known", async () => {
    const files = { "a.ts": "one\ntwo\nthree\n" };
    const batch = await batchOf(phase([{ filePath: "a.ts", fileContents: "zwei\n" }]), () => ({
      kind: "span",
      start: 2,
      end: 2,
      current: files["a.ts"],
    }));
    expect(batch.patches).toMatchObject([{ op: "replace-block", start: 2, end: 2 }]);
    expect(applied(batch, files)["a.ts"]).toBe("one\nzwei\nthree\n");
  });

  it("insert a piece before the last line", async () => {
    const files = { "a.ts": "class A {\n  one() {}\n}\n" };
    const batch = await batchOf(phase([{ filePath: "a.ts", fileContents: "  two() {}\n" }]), within(files));
    expect(batch.patches).toMatchObject([{ op: "insert-before", line: 3 }]);
    expect(applied(batch, files)["a.ts"]).toBe("class A {\n  one() {}\n  two() {}\n}\n");
  });

  it("become a small diff where they hold the file once more", async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`);
    const files = { "a.ts": `${lines.join("\r\n")}\r\n` };
    const wanted = lines.with(20, "changed").join("\n");
    const batch = await batchOf(phase([{ filePath: "a.ts", fileContents: wanted }]), within(files));
    const [patch] = batch.patches;
    expect(patch?.op === "unified-diff" && patch.diff.match(/^[-+](?![-+])/gm)).toEqual(["-", "+"]);
    expect(applied(batch, files)["a.ts"]).toBe(`${lines.with(20, "changed").join("\r\n")}\r\n`);
  });

  it("are diffed, never inserted, where they say that they are whole", async () => {
    const files = { "a.ts": "one\ntwo\n" };
    const output = phase([{ filePath: "a.ts", fileContents: "all\nnew\n", format: "full_content" }]);
    const batch = await batchOf(output, within(files));
    expect(applied(batch, files)["a.ts"]).toBe("all\nnew\n");
  });

  it("pass a diff on as it is", async () => {
    const diff = "--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-one\n+two\n";
    const output = phase([{ filePath: "a.ts", fileContents: diff, format: "unified_diff" }]);
    const batch = await batchOf(output, within({ "a.ts": "one\n" }));
    expect(batch.patches).toEqual([{ op: "unified-diff", file: "a.ts", diff }]);
  });

  it("are left out where nothing changes, and refused where nothing is left", async () => {
    const files = { "a.ts": "one\ntwo\n" };
    const output = phase([{ filePath: "a.ts", fileContents: "one\ntwo" }]);
    expect(await filesToPatches(output, within(files))).toMatchObject({ code: "NOTHING_TO_CHANGE" });
  });

  it("are refused where it is not clear which placeholder they are for", async () => {
    const text = "###FINAL_MILE_PROMPT__A###\n###FINAL_MILE_PROMPT__B###\n";
    const refused = await filesToPatches(
      phase([{ filePath: "a.ts", fileContents: "x\n" }]),
      within({ "a.ts": text }),
    );
    expect(refused).toMatchObject({ ok: false, code: "AMBIGUOUS_MATCH" });
    expect(refused.ok ? "" : refused.error).toContain("a.ts: the file holds several placeholders: A, B");
  });

  it("are refused, every wrong place named, where they are no phase", async () => {
    const refused = await filesToPatches({ files: [{ filePath: 1 }], commands: [] }, within({}));
    expect(refused).toMatchObject({ ok: false, code: "INVALID_INPUT" });
    expect(refused.ok ? "" : refused.error).toMatch(/files\.0\.filePath: .*deploymentNeeded: /);
  });

  it("whatever the old and the new text, arrive exactly", async () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "", "  d")).map((lines) => lines.join("\n"));
    await fc.assert(
      fc.asyncProperty(text, text, async (current, wanted) => {
        const files = { "a.ts": `${current}\n` };
        const made = await filesToPatches(
          phase([{ filePath: "a.ts", fileContents: `${wanted}\n`, format: "full_content" }]),
          () => ({ kind: "whole", current: files["a.ts"] }),
        );
        if (!made.ok) expect(wanted).toBe(current);
        else expect(applied(made.batch, files)["a.ts"]).toBe(`${wanted}\n`);
      }),
      { numRuns: 200 },
    );
  });
});
