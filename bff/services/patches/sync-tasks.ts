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

/** Keeps the table so, whoever writes the file: the engine of this process or another, an editor, git. */
export function mirrorTasks(ports: Pick<Ports, "workspace" | "db" | "clock" | "log">): {
  close(): Promise<void>;
} {
  let last = Promise.resolve();
  const watching = ports.workspace.watchTasks(() => {
    last = last
      .then(() => syncTasks(ports))
      .catch((error: unknown) => ports.log.error({ error: String(error) }, "tasks not mirrored"));
  });
  return {
    async close() {
      watching.close();
      await last;
    },
  };
}
