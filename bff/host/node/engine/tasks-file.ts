import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { TaskBlock, WorkspaceTask } from "../../../../shared/models/workspace-task.ts";
import type { LiveSpan } from "../../../../shared/patch/spans.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isSystemError } from "./system-error.ts";

/** The tasks of `.mission_control/tasks.json`; none where there is no such file. */
export async function readTasks(path: string): Promise<readonly WorkspaceTask[] | Refusal> {
  const raw = readRaw(path);
  if (raw === null) return [];
  if ("ok" in raw) return raw;
  const { TasksFile } = await import("../../../../shared/models/workspace-task.ts");
  // by the shape that it has: of a union nobody is told which part of it is wrong
  const [list, object] = TasksFile.options;
  const parsed = (Array.isArray(raw.json) ? list : object).safeParse(raw.json);
  if (!parsed.success) {
    const { settingsProblems } = await import("../../../../shared/settings-problems.ts");
    return invalid(settingsProblems(raw.text, parsed.error.issues, []));
  }
  return Array.isArray(parsed.data) ? parsed.data : parsed.data.tasks;
}

function readRaw(path: string): { json: unknown; text: string } | null | Refusal {
  // mostly there is none, and an exception costs more than a look
  if (!existsSync(path)) return null;
  try {
    const text = readFileSync(path, "utf8");
    return { json: JSON.parse(text), text };
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return null;
    return invalid([error instanceof SyntaxError ? "it is not JSON" : "it cannot be read"]);
  }
}

/**
 * The file with moved `allowed_spans`, everything else of it as it is; null where none of them is there. A span that
 * somebody edited in the meantime is left alone. The caller holds the lock on the file.
 */
export function withMovedSpans(path: string, moved: readonly LiveSpan[]): string | null {
  const raw = readRawTasks(path);
  let any = false;
  for (const { uuid, index, start, end, found } of moved) {
    const span = raw?.tasks.find((task) => task.uuid === uuid)?.allowed_spans?.[index];
    if (!span || span.start !== found.start || span.end !== found.end) continue;
    Object.assign(span, { start, end });
    any = true;
  }
  return raw && any ? text(raw.json) : null;
}

/** A task as it stands in the file, keys that nobody here knows included. */
export interface RawTask {
  uuid?: string;
  status?: string;
  blocked?: TaskBlock;
  allowed_spans?: { start: number; end: number }[];
}

/** The whole of the file, to be changed in place and written back; null where there is none that can be read. */
export function readRawTasks(path: string): { json: unknown; tasks: RawTask[] } | null {
  const raw = readRaw(path);
  if (raw === null || "ok" in raw) return null;
  const tasks = Array.isArray(raw.json) ? raw.json : (raw.json as { tasks?: unknown } | null)?.tasks;
  return Array.isArray(tasks) ? { json: raw.json, tasks } : null;
}

/** The caller holds the lock on the file. A reader sees the old one or the new one. */
export function writeRawTasks(path: string, json: unknown): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text(json));
  renameSync(temporary, path);
}

const text = (json: unknown): string => `${JSON.stringify(json, null, 2)}\n`;

const invalid = (problems: string[]): Refusal =>
  refuse(
    "INVALID_POLICY",
    `.mission_control/tasks.json cannot be used until a person has corrected it (patchctl doctor says when it is right): ${problems.slice(0, 5).join("; ")}`,
    {
      problems,
    },
  );
