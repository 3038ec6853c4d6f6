import { expect, test } from "vitest";
import { scratchWorkspace } from "./testing/scratch-workspace.ts";

test.each([
  ['{\n  "tasks": [\n    { "uuid": "t1" }\n  ]\n}\n', 'line 3: "tasks.0.file" is not as it should be'],
  [
    '[\n  { "uuid": "t1", "file": "a",\n    "allowed_spans": [{ "file": "a", "start": 0, "end": 1 }] }\n]\n',
    'line 3: "0.allowed_spans.0.start"',
  ],
  ["{}\n", '"tasks" is not as it should be'],
])("a mistake in tasks.json is told with its line: %j", async (text, words) => {
  await using ws = scratchWorkspace({ a: "a\n", ".mission_control/tasks.json": text });
  const refusal = await ws.refused({ op: "append", file: "a", block: "x", taskId: "t1" });
  expect(refusal).toMatchObject({ code: "INVALID_POLICY", error: expect.stringContaining(words) });
});
