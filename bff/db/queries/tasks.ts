import { eq, sql } from "drizzle-orm";
import type { Database } from "../../ports/database.ts";
import type { WorkspaceTask } from "../../ports/workspace.ts";
import { compile, placeholders } from "../compiled.ts";
import { type TaskRow, tasks } from "../schema.ts";

const takenOver = [
  "order_id",
  "file_path",
  "placeholder",
  "instruction",
  "status",
  "allowed_spans",
  "blocked",
  "updated_at",
] as const;

/** Adds the tasks that are new and updates those that changed; a row that stays the same keeps its `updated_at`. */
export async function upsertTasks(db: Database, list: readonly WorkspaceTask[], now: string): Promise<void> {
  if (list.length === 0) return;
  const upsert = compile(
    db.orm
      .insert(tasks)
      .values(placeholders(tasks))
      .onConflictDoUpdate({
        target: tasks.uuid,
        set: Object.fromEntries(takenOver.map((column) => [column, sql.raw(`excluded.${column}`)])),
        setWhere: sql`(tasks.file_path, tasks.status, tasks.allowed_spans, tasks.order_id, tasks.placeholder, tasks.instruction, tasks.blocked)
          IS NOT (excluded.file_path, excluded.status, excluded.allowed_spans, excluded.order_id, excluded.placeholder, excluded.instruction, excluded.blocked)`,
      }),
  );
  await db.atomically(
    list.map((task) =>
      upsert({
        uuid: task.uuid,
        order_id: task.order_id ?? null,
        repo_owner: null,
        repo_name: null,
        file_path: task.file,
        placeholder: task.placeholder ?? null,
        instruction: task.instruction ?? null,
        status: task.status,
        allowed_spans: JSON.stringify(task.allowed_spans),
        blocked: task.blocked === undefined ? null : JSON.stringify(task.blocked),
        created_at: now,
        updated_at: now,
      }),
    ),
  );
}

export async function taskById({ orm }: Database, uuid: string): Promise<TaskRow | undefined> {
  return (await orm.select().from(tasks).where(eq(tasks.uuid, uuid)).limit(1))[0];
}
