import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { WorkspaceTask } from "../models/workspace-task.ts";
import { moveSpan } from "./spans.ts";
import { planFiles } from "./testing/plan-files.ts";

const text = Array.from({ length: 40 }, (_, i) => `line ${i + 1}\n`).join("");
const task = (start: number, end: number, extra: Partial<WorkspaceTask> = {}): WorkspaceTask => ({
  uuid: "t1",
  file: "f",
  status: "pending",
  allowed_spans: [{ file: "f", start, end }],
  ...extra,
});
const under = (tasks: WorkspaceTask[], ...ops: Record<string, unknown>[]) =>
  planFiles(
    { f: text, g: text },
    ops.map((op) => ({ file: "f", taskId: "t1", ...op })),
    { tasks },
  );

describe("allowed spans", () => {
  test("an edit inside is let through, one that reaches out is not", () => {
    expect(
      under([task(10, 12)], { op: "replace-block", start: 10, end: 12, block: "x" }).done().checks[0],
    ).toMatchObject({ name: "span", ok: true });
    const refusal = under([task(10, 12)], { op: "replace-block", start: 12, end: 13, block: "x" }).refusal();
    expect(refusal).toMatchObject({
      code: "SPAN_NOT_ALLOWED",
      details: { start: 12, end: 13, allowed: ["f:10-12"] },
    });
  });

  test.each([
    ["insert-before", 10, true],
    ["insert-after", 12, true],
    ["insert-before", 9, false],
    ["insert-after", 13, false],
  ])("%s line %i with lines 10 to 12 allowed: %s", (op, line, allowed) => {
    const outcome = under([task(10, 12)], { op, line, block: "x" }).plan.outcomes[0]!;
    expect("ok" in outcome ? outcome.code : "planned").toBe(allowed ? "planned" : "SPAN_NOT_ALLOWED");
  });

  test("a span moves as patches land above it, within the batch and after it", () => {
    const result = under(
      [task(10, 12)],
      { op: "insert-after", line: 2, block: "a\nb", taskId: undefined },
      { op: "replace-block", start: 11, end: 11, block: "x\ny" },
    );
    expect(result.done(1).landed).toEqual({ start: 13, end: 14 });
    expect(result.plan.movedSpans).toMatchObject([{ uuid: "t1", index: 0, start: 12, end: 15 }]);
  });

  test("an append is outside of every span that does not reach the end", () => {
    expect(under([task(10, 12)], { op: "append", block: "x" }).refusal().code).toBe("SPAN_NOT_ALLOWED");
    expect(under([task(38, 40)], { op: "append", block: "x" }).text("f")).toBe(`${text}x\n`);
  });

  test("another file is not allowed, and a task without spans allows its own", () => {
    expect(under([task(10, 12)], { op: "append", file: "g", block: "x" }).refusal().code).toBe(
      "SPAN_NOT_ALLOWED",
    );
    const free = task(1, 1, { allowed_spans: [] });
    expect(under([free], { op: "append", block: "x" }).text("f")).toBe(`${text}x\n`);
    expect(under([free], { op: "append", file: "g", block: "x" }).refusal().code).toBe("SPAN_NOT_ALLOWED");
  });

  test("the task has to exist and be open", () => {
    expect(under([], { op: "append", block: "x" }).refusal().code).toBe("TASK_NOT_FOUND");
    for (const status of ["complete", "verified", "blocked"])
      expect(under([task(1, 40, { status })], { op: "append", block: "x" }).refusal().code).toBe(
        "TASK_CLOSED",
      );
  });

  const edit = (oldAt: number, removed: number, added: number) => [{ oldAt, removed, newAt: oldAt, added }];
  test.each([
    ["lines put in above", edit(3, 0, 2), false, { start: 12, end: 14 }],
    ["lines taken out above", edit(3, 2, 0), false, { start: 8, end: 10 }],
    ["lines below", edit(12, 0, 2), false, { start: 10, end: 12 }],
    ["an edit inside", edit(10, 1, 3), false, { start: 10, end: 14 }],
    ["an insert of its own at the top edge", edit(9, 0, 2), true, { start: 10, end: 14 }],
    ["an insert of somebody else at the top edge", edit(9, 0, 2), false, { start: 12, end: 14 }],
    ["an insert of its own at the bottom edge", edit(12, 0, 2), true, { start: 10, end: 14 }],
    ["lines rewritten across the top edge", edit(8, 3, 1), false, { start: 10, end: 10 }],
    ["lines rewritten across the bottom edge", edit(10, 4, 1), false, { start: 10, end: 10 }],
    ["all of it rewritten by somebody else", edit(8, 8, 2), false, { start: 11, end: 10 }],
  ])("lines 10 to 12 after %s", (_, edits, own, want) => {
    expect(moveSpan({ start: 10, end: 12 }, edits, own)).toEqual(want);
  });
});

describe("guards", () => {
  const inner = "const secret = 1;\nkeep();\n";
  const hash = createHash("sha256").update(inner).digest("hex").slice(0, 7);
  const guarded = `a\n/* @hash:${hash} START:core */\n${inner}/* @hash:${hash} END:core */\nb\n`;
  const on = (op: Record<string, unknown>) => planFiles({ f: guarded }, [{ file: "f", ...op }]);

  test.each([
    ["a line of it", { op: "replace-block", start: 3, end: 3, block: "x" }],
    ["an insert", { op: "insert-after", line: 3, block: "x" }],
    ["its marker", { op: "replace-block", start: 2, end: 2, block: "" }],
    ["all of it", { op: "replace-block", start: 1, end: 6, block: "x" }],
  ])("refuses an edit of %s", (_, op) => {
    expect(on(op).refusal()).toMatchObject({
      code: "GUARD_VIOLATION",
      details: { guard: "core", start: 2, end: 5 },
    });
  });

  test("lets edits above and below through, and says how near they are", () => {
    expect(on({ op: "insert-before", line: 2, block: "x" }).text("f")).toContain("a\nx\n/* @hash");
    expect(on({ op: "append", block: "x" }).done().facts.guardDistance).toBe(2);
  });
});

describe("the share of a file that may change", () => {
  const plan = (n: number, policy = {}) =>
    planFiles({ f: text }, [{ op: "replace-block", file: "f", start: 1, end: n, block: "x" }], { policy });
  test("is 0.4 unless the policy says otherwise", () => {
    expect(plan(16).done().facts.share).toBe(0.4);
    expect(plan(17).refusal()).toMatchObject({ code: "CHANGE_LIMIT", details: { changed: 17, lines: 40 } });
    expect(plan(17, { maxChangedShare: 0.5 }).done().facts.removed).toBe(17);
  });
  test("counts the batch as a whole, and exempts small and new files", () => {
    const halves = planFiles(
      { f: text },
      [
        { op: "replace-block", file: "f", start: 1, end: 10, block: "x" },
        { op: "replace-block", file: "f", start: 21, end: 30, block: "x" },
      ],
      { policy: {} },
    );
    expect(halves.refusal(1).code).toBe("CHANGE_LIMIT");
    expect(plan(40, { smallFileLines: 40 }).text("f")).toBe("x\n");
    expect(planFiles({}, [{ op: "create-file", file: "n", block: text }], { policy: {} }).text("n")).toBe(
      text,
    );
  });
  test("a line that is sent again as it was does not count", () => {
    const same = text.split("\n").slice(0, 30).join("\n");
    const result = planFiles(
      { f: text },
      [{ op: "replace-block", file: "f", start: 1, end: 30, block: `${same}\nnew` }],
      { policy: {} },
    );
    expect(result.done().facts).toMatchObject({ added: 1, removed: 0 });
  });
});
