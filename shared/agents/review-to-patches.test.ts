import { expect, it } from "vitest";
import type { PatchOperation } from "../models/patch-operation.ts";
import { reviewToPatches } from "./review-to-patches.ts";

const review = {
  dependenciesNotMet: [],
  issuesFound: true,
  frontendIssues: [],
  backendIssues: [],
  filesToFix: [
    { filePath: "a.ts", issues: ["unused", "typo"], require_code_changes: true },
    { filePath: "b.ts", issues: ["comment"], require_code_changes: false },
  ],
  commands: [],
};
const fix = (file: string, issue: string): PatchOperation => ({
  op: "replace-text",
  file,
  oldText: issue,
  block: "mended",
});

it("each issue of each file to fix becomes the operation planned for it", async () => {
  const made = await reviewToPatches(review, fix);
  expect(made).toMatchObject({
    ok: true,
    batch: { requester: "lint-specialist", reason: "code-review-fixes" },
  });
  expect(made.ok && made.batch.patches).toEqual([fix("a.ts", "unused"), fix("a.ts", "typo")]);
});

it("an issue that no edit mends is left out", async () => {
  const made = await reviewToPatches(review, (file, issue) => (issue === "typo" ? fix(file, issue) : null));
  expect(made.ok && made.batch.patches).toEqual([fix("a.ts", "typo")]);
  expect(await reviewToPatches(review, () => null)).toMatchObject({ code: "NOTHING_TO_CHANGE" });
});

it("a fix of another file than the one under review is refused", async () => {
  const refused = await reviewToPatches(review, (_, issue) => fix("c.ts", issue));
  expect(refused).toMatchObject({ ok: false, code: "INVALID_INPUT", details: { file: "a.ts" } });
});

it("what is no review is refused, with every wrong place", async () => {
  const refused = await reviewToPatches({ ...review, filesToFix: [{ filePath: "" }] }, fix);
  expect(refused.ok ? "" : refused.error).toMatch(/filesToFix\.0\.filePath: .*filesToFix\.0\.issues: /);
});
