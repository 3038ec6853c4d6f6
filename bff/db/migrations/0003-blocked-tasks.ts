import type { Migration } from "./migration.ts";

/** Why a task is blocked, as `tasks.json` has it: JSON, null while it is not. */
export const blockedTasks: Migration = {
  id: 3,
  name: "blocked-tasks",
  statements: ["ALTER TABLE tasks ADD COLUMN blocked TEXT"],
};
