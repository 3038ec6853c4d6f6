import { upsertTasks } from "../../db/queries/tasks.ts";
import type { Ports } from "../../ports/ports.ts";

/** Brings the `tasks` table to what the workspace's tasks.json says; a broken file is logged and changes nothing. */
export async function syncTasks({
  workspace,
  db,
  clock,
  log,
}: Pick<Ports, "workspace" | "db" | "clock" | "log">) {
  const answer = await workspace.tasks();
  if (!answer.ok) {
    log.warn({ code: answer.code, error: answer.error }, "tasks not read");
    return;
  }
  await upsertTasks(db, answer.tasks, new Date(clock.now()).toISOString());
}
