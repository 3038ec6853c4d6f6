import { z } from "zod";

/** Lines that a task may edit, 1-based and inclusive. `end` is `start - 1` where only an insert is left of it. */
export const AllowedSpan = z.looseObject({
  file: z.string().min(1),
  start: z.int().min(1),
  end: z.int().min(0),
});
export type AllowedSpan = z.infer<typeof AllowedSpan>;

/** Why a task is blocked, as the engine notes it: the patch that did not go well, and the status it had before. */
export const TaskBlock = z.object({
  was: z.string(),
  patch_id: z.string(),
  code: z.string(),
  error: z.string(),
  /** ISO-8601 UTC */
  at: z.string(),
});
export type TaskBlock = z.infer<typeof TaskBlock>;

/** One task of `.mission_control/tasks.json`. Keys beyond these are kept when the file is written back. */
export const WorkspaceTask = z.looseObject({
  uuid: z.string().min(1),
  file: z.string().min(1),
  placeholder: z.string().optional(),
  instruction: z.string().optional(),
  status: z.string().default("pending"),
  /** there while the status is `blocked` for a patch that was refused or failed */
  blocked: TaskBlock.optional(),
  order_id: z.string().optional(),
  allowed_spans: z.array(AllowedSpan).default([]),
});
export type WorkspaceTask = z.infer<typeof WorkspaceTask>;

/** The file holds a list of tasks, or an object with that list as `tasks`. */
export const TasksFile = z.union([z.array(WorkspaceTask), z.looseObject({ tasks: z.array(WorkspaceTask) })]);
export type TasksFile = z.infer<typeof TasksFile>;
