import type { WorkspaceTask } from "../models/workspace-task.ts";
import { type Refusal, refuse } from "../result.ts";
import type { LineEdit } from "./line-edit.ts";
import type { Touch } from "./part.ts";

/** An `allowed_spans` entry as it stands while the batch is planned; it moves as patches land above it. */
export interface LiveSpan {
  uuid: string;
  /** index into the task's `allowed_spans` */
  index: number;
  file: string;
  start: number;
  end: number;
  /** where it was when the batch began */
  found: { start: number; end: number };
}

export const liveSpans = (tasks: readonly WorkspaceTask[]): LiveSpan[] =>
  tasks.flatMap((task) =>
    task.allowed_spans.map(({ file, start, end }, index) => ({
      uuid: task.uuid,
      index,
      file: file.replace(/^(\.\/)+/, ""),
      start,
      end,
      found: { start, end },
    })),
  );

const openStatuses: ReadonlySet<string> = new Set(["pending", "in_progress", "patched"]);

/** Blocked for a patch that did not go well a task is still open: its agent was told what to send instead. */
export const isOpen = ({ status, blocked }: { status?: string; blocked?: unknown }): boolean =>
  openStatuses.has(status ?? "pending") || (status === "blocked" && blocked !== undefined);

/** The first open tasks, for whoever named another. */
const openIds = (tasks: readonly WorkspaceTask[]): string[] =>
  tasks
    .filter(isOpen)
    .slice(0, 20)
    .map(({ uuid }) => uuid);

function openOnes(tasks: readonly WorkspaceTask[]): string {
  const ids = openIds(tasks);
  return ids.length === 0
    ? "no task is open: ask for one, or send the edit without a task"
    : `send one that is open (${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", …" : ""}; patchctl list-tasks says what each is for)`;
}

/** The task that an operation names, which must be known and open. */
export function openTask(tasks: readonly WorkspaceTask[], uuid: string): WorkspaceTask | Refusal {
  const task = tasks.find((one) => one.uuid === uuid);
  if (!task)
    return refuse(
      "TASK_NOT_FOUND",
      `task ${uuid} is not in .mission_control/tasks.json; ${openOnes(tasks)}`,
      {
        taskId: uuid,
        open: openIds(tasks),
      },
    );
  if (!isOpen(task))
    return refuse(
      "TASK_CLOSED",
      `task ${uuid} has the status "${task.status}"; only a task that is pending, in_progress or patched can be patched; ${openOnes(tasks)}`,
      {
        taskId: uuid,
        status: task.status,
        open: openIds(tasks),
      },
    );
  return task;
}

/**
 * Whether a task may touch these lines of a file. A task without spans may edit anywhere in its own file. An
 * insert is inside a span from just above its first line to just below its last.
 */
export function checkTouches(
  task: WorkspaceTask,
  spans: readonly LiveSpan[],
  file: string,
  touches: readonly Touch[] | "whole",
): Refusal | null {
  const own = spans.filter((span) => span.uuid === task.uuid);
  const ownFile = task.file.replace(/^(\.\/)+/, "");
  const allowed = own.length === 0 ? [ownFile] : own.map((span) => `${span.file}:${span.start}-${span.end}`);
  const refused = (what: string, place: object) =>
    refuse(
      "SPAN_NOT_ALLOWED",
      `task ${task.uuid} does not allow ${what}; it allows ${allowed.join(", ")}; edit there, or ask whoever gave the task to widen its allowed_spans`,
      {
        taskId: task.uuid,
        file,
        ...place,
        allowed,
      },
    );
  const here = own.filter((span) => span.file === file);
  if (own.length === 0 ? ownFile !== file : here.length === 0) return refused(`an edit of ${file}`, {});
  if (own.length === 0 || touches === "whole") return null;
  const holds = (span: LiveSpan, { start, end }: Touch) =>
    start >= span.start && start <= span.end + 1 && end <= span.end;
  const outside = touches.find((touch) => !here.some((span) => holds(span, touch)));
  if (!outside) return null;
  const { start, end } = outside;
  const what =
    end < start ? `an insert above line ${start}` : start === end ? `line ${start}` : `lines ${start}-${end}`;
  return refused(`${what} of ${file}`, { start, end });
}

/**
 * Where a span is after these edits of its file. An edit of the span's own task grows it, also by an insert at its
 * edge; lines that somebody else rewrote across its edge are no longer in it.
 */
export function moveSpan(
  span: { start: number; end: number },
  edits: readonly LineEdit[],
  own: boolean,
): { start: number; end: number } {
  let { start, end } = span;
  // from the last edit up, so that the ones above still mean the lines they were made for
  for (const edit of [...edits].reverse()) {
    const delta = edit.added - edit.removed;
    const first = edit.oldAt + 1;
    const last = edit.oldAt + edit.removed;
    const inside = first >= start && last <= end;
    const atEdge = edit.removed === 0 && (first === start || first === end + 1);
    if (atEdge) {
      if (own) end += delta;
      else if (first === start) {
        start += delta;
        end += delta;
      }
    } else if (inside || (own && last >= start && first <= end)) {
      start = Math.min(start, first);
      end = Math.max(end, last) + delta;
    } else if (last < start) {
      start += delta;
      end += delta;
    } else if (first <= end) {
      const keptAbove = first > start ? first - start : 0;
      const keptBelow = last < end ? end - last : 0;
      start = keptAbove > 0 ? start : first + edit.added;
      end = start + (keptAbove > 0 ? keptAbove : keptBelow) - 1;
    }
  }
  return { start, end };
}
