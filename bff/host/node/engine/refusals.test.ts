import { expect, test } from "vitest";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

const text = Array.from({ length: 40 }, (_, i) => `line ${i + 1}\n`).join("");
const guarded = `/* @hash:0000000 START:core */\nkeep\n/* @hash:0000000 END:core */\n${text}`;
const task = { file: "a.txt", instruction: "", allowed_spans: [] };
const files = {
  "a.txt": text,
  "guarded.txt": guarded,
  "shut/x.txt": text,
  "other/x.txt": text,
  ".mission_control/policy.json": JSON.stringify({
    allowedPaths: ["**", "!other/**"],
    blockedPaths: ["shut/**"],
  }),
  ".mission_control/tasks.json": JSON.stringify([
    { ...task, uuid: "T-1", status: "pending", allowed_spans: [{ file: "a.txt", start: 5, end: 6 }] },
    { ...task, uuid: "T-2", status: "complete" },
  ]),
};
const line = (file: string, at: number, more = {}) => ({
  ...{ op: "replace-block", file, start: at, end: at, block: "x" },
  ...more,
});

// what each one says has to be enough to send the right thing next
test.each([
  ["LINE_OUT_OF_RANGE", line("a.txt", 90), ["line 90", "lines 1 to 40", "context --file a.txt --line 40"]],
  ["PATH_BLOCKED", line("shut/x.txt", 1), ["shut/**", "edit another file", "policy.json"]],
  ["PATH_PROTECTED", line(".git/config", 1), [".git", "name a file of the project"]],
  ["PATH_PROTECTED", line(".mission_control/policy.json", 1), ["rules", "a person", "name a file"]],
  ["FILE_EXISTS", { op: "create-file", file: "a.txt", block: "x" }, ["40 lines", "context", "replace-text"]],
  ["FILE_NOT_FOUND", line("none.txt", 1), ["relative to the workspace", "create-file"]],
  [
    "CHANGE_LIMIT",
    line("a.txt", 1, { end: 30 }),
    ["30 of the 40 lines", "40 %", "16 lines", "maxChangedShare"],
  ],
  ["GUARD_VIOLATION", line("guarded.txt", 2), ['"core"', "lines 1-3", "above or below", "reviewer"]],
  ["TASK_NOT_FOUND", line("a.txt", 1, { taskId: "T-9" }), ["T-9", "T-1", "list-tasks"]],
  ["TASK_CLOSED", line("a.txt", 1, { taskId: "T-2" }), ['T-2 has the status "complete"', "T-1"]],
  ["SPAN_NOT_ALLOWED", line("a.txt", 9, { taskId: "T-1" }), ["line 9", "a.txt:5-6", "widen"]],
])("%s of %o says what is wrong, where, and what to send instead", async (code, asked, said) => {
  await using ws = scratchWorkspace(files);
  const refusal = await ws.refused(asked);
  expect(refusal.code).toBe(code);
  for (const words of said) expect(refusal.error).toContain(words);
});
