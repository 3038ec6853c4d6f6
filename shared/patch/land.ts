import type { PatchCheck } from "../models/patch-result.ts";
import type { Policy } from "../models/policy.ts";
import type { WorkspaceTask } from "../models/workspace-task.ts";
import type { Refusal } from "../result.ts";
import { type BatchFiles, documentOf } from "./batch-files.ts";
import { changedShare, checkShare, percent } from "./change-share.ts";
import { type Guard, guardsOf } from "./guards.ts";
import { guardsCheck } from "./guards-check.ts";
import type { Hash } from "./hash.ts";
import { type GuardReport, judgeGuards } from "./judge-guards.ts";
import { linesAdded, linesRemoved } from "./line-edit.ts";
import { filesOfPart, type Part, type Resolved } from "./part.ts";
import type { PlannedOperation } from "./planned-operation.ts";
import type { ReadOperation } from "./read-operation.ts";
import { checkTouches, type LiveSpan, moveSpan, openTask } from "./spans.ts";
import { shiftLines } from "./touched-now.ts";
import type { FileStep } from "./write-diff.ts";

interface LandContext {
  files: BatchFiles;
  spans: LiveSpan[];
  coordinates: "original" | "sequential";
  policy: Policy;
  tasks: readonly WorkspaceTask[] | Refusal | null;
  /** guarded regions that the batch may rewrite */
  unlock: readonly string[];
  hash: Hash;
}

/**
 * Does a placed operation in the plan's own files and holds it against everything that must hold: task, guards,
 * changed share. Where one of them refuses, the files are as they were before.
 */
export function landOperation(
  read: ReadOperation,
  resolved: Resolved,
  context: LandContext,
): PlannedOperation | Refusal {
  const { files, spans, policy } = context;
  const task = taskOf(read, context.tasks);
  if (isRefusal(task)) return task;
  const undo = files.remember(resolved.parts.flatMap(filesOfPart));
  const steps: FileStep[] = [];
  const guards: GuardReport[] = [];
  const fail = (refusal: Refusal) => {
    undo();
    return refusal;
  };
  const opened = openedBy(resolved, context);
  for (const part of resolved.parts) {
    if (task) {
      const refused = checkTouches(task, spans, part.file, touchesOf(part, context));
      if (refused) return fail(refused);
    }
    const landed = files.land(part, context.coordinates);
    if ("ok" in landed) return fail(landed);
    const judged = judgeGuards(landed, context.unlock, context.hash);
    if ("ok" in judged) return fail(judged);
    const { step, report } = judged;
    if (step !== landed) files.amend(step);
    steps.push(step);
    guards.push(report);
    const refused = shareRefusal(step, files, policy);
    if (refused) return fail(refused);
  }
  for (const step of steps)
    for (const span of spans)
      if (span.file === step.file) Object.assign(span, moveSpan(span, step.edits, span.uuid === task?.uuid));
  const landed = planned(read, resolved, steps, task, files, guards);
  return {
    ...landed,
    ...(resolved.rebased && { rebased: resolved.rebased }),
    ...(opened && { padding: opened }),
  };
}

// a task keeps unknown keys, one of which may be called "ok"; only a refusal has it as false beside a code
const isRefusal = (task: WorkspaceTask | Refusal | null): task is Refusal =>
  task !== null && task.ok === false && !("uuid" in task);

function taskOf(read: ReadOperation, tasks: LandContext["tasks"]): WorkspaceTask | Refusal | null {
  if (read.op.taskId === undefined) return null;
  if (tasks !== null && "ok" in tasks) return tasks;
  return openTask(tasks ?? [], read.op.taskId);
}

/** Where the blank lines below a block that opens space will be, once it has landed. */
function openedBy({ parts, opened }: Resolved, context: LandContext) {
  const part = parts[0];
  if (!opened || part?.kind !== "edit") return null;
  const [touch] = context.coordinates === "sequential" ? part.touched : shiftLines(part, context.files);
  const start = touch!.start + opened.block;
  return { start, end: start + opened.padding - 1 };
}

/** The lines that a part touches, in the coordinates of the file as it is now. */
function touchesOf(part: Part, { files, coordinates }: LandContext) {
  if (part.kind === "create" || part.kind === "delete" || part.kind === "rename") return "whole" as const;
  return coordinates === "sequential" ? part.touched : shiftLines(part, files);
}

function shareRefusal(step: FileStep, files: BatchFiles, policy: Policy): Refusal | null {
  return checkShare(step.to, files.changed(step.to), policy, step.after === null);
}

function planned(
  read: ReadOperation,
  resolved: Resolved,
  steps: readonly FileStep[],
  task: WorkspaceTask | null,
  files: BatchFiles,
  reports: readonly GuardReport[],
): PlannedOperation {
  const main = steps.find((step) => step.file === read.op.file || step.to === read.op.file) ?? steps[0]!;
  const first = main.edits[0];
  const last = main.edits.at(-1);
  const start = first ? first.newAt + 1 : 1;
  const landed = main.after ? { start, end: last ? Math.max(start, last.newAt + last.added) : start } : null;
  const guards = main.before ? guardsOf(documentOf(main.before)) : [];
  const changed = files.changed(main.to);
  const lines = changed?.lines ?? 0;
  const share = changedShare(lines, changed?.atMost ?? 0);
  const whole = resolved.parts.every((part) => part.kind === "create" || part.kind === "delete");
  const expected = read.op.expect !== undefined && Object.keys(read.op.expect).length > 0;
  return {
    read,
    steps,
    tier: resolved.tier,
    landed,
    checks: checksOf(task, guardsCheck(reports), lines, share, resolved),
    unlocked: [...new Set(reports.flatMap(({ unlocked }) => unlocked))],
    facts: {
      added: steps.reduce((sum, step) => sum + linesAdded(step.edits), 0),
      removed: steps.reduce((sum, step) => sum + linesRemoved(step.edits), 0),
      share,
      tier: resolved.tier,
      place: whole
        ? "whole-file"
        : resolved.tier !== null
          ? "matched"
          : expected || atEdge(read)
            ? "expected"
            : "blind",
      withinTask: task !== null,
      guardDistance: distance(guards, main),
    },
  };
}

/** The ends of a file need no line number to be found. */
const atEdge = (read: ReadOperation): boolean => read.op.op === "append" || read.op.op === "prepend";

/** Lines between the edit and the nearest guard of the file as it was. */
function distance(guards: readonly Guard[], step: FileStep): number | null {
  const gaps = guards.flatMap((guard) =>
    step.edits.map((edit) => {
      const first = edit.oldAt + 1;
      const last = edit.oldAt + Math.max(1, edit.removed);
      return Math.max(0, guard.start - last, first - guard.end);
    }),
  );
  return gaps.length === 0 ? null : Math.min(...gaps);
}

const linesOf = ([start, end]: readonly [number, number]): string =>
  start === end ? `line ${start}` : `lines ${start}-${end}`;

function checksOf(
  task: WorkspaceTask | null,
  guards: PatchCheck,
  lines: number,
  share: number,
  { tier, rebased }: Resolved,
): PatchCheck[] {
  const checks: PatchCheck[] = [
    task
      ? { name: "span", ok: true, text: `within what task ${task.uuid} allows` }
      : { name: "span", ok: null, text: "no task bounds this edit" },
    guards,
    {
      name: "share",
      ok: true,
      text: lines === 0 ? "a new file" : `${percent(share)} of ${lines} lines`,
    },
  ];
  if (rebased)
    checks.push({
      name: "matching",
      ok: true,
      text: `${linesOf(rebased.from)} of the version that was read, untouched, ${linesOf(rebased.to)} now`,
    });
  if (tier !== null)
    checks.push({
      name: "matching",
      ok: true,
      text: tier === "exact" ? "the text matched exactly" : `the text matched by tier ${tier}`,
    });
  return checks;
}
