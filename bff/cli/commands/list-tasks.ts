import { defineCommand } from "../command.ts";
import { done, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import { withEngine } from "../with-engine.ts";

/** `patchctl list-tasks`: `.mission_control/tasks.json` as the engine reads it. */
export const listTasks = defineCommand({
  usage: "[--status <status>]",
  flags: { status: { kind: "text", value: "status", help: "only tasks in this status" } },
  takes: 0,
  run: (session, flags) =>
    withEngine(session, async (engine) => {
      const answer = await engine.tasks();
      if (!answer.ok) return refused(answer);
      const tasks = answer.tasks.filter((task) => flags.status === undefined || task.status === flags.status);
      return done({ ok: true, tasks }, (paint) => {
        if (tasks.length === 0) return paint.dim("no tasks\n");
        return tasks
          .map((task) => {
            const spans = task.allowed_spans
              .map((span) => `${span.file} ${span.start}–${span.end}`)
              .join(", ");
            const { blocked } = task;
            const status = blocked === undefined ? task.status : paint.red(task.status);
            const why =
              blocked === undefined
                ? ""
                : `  ${paint.red(visible(blocked.code))} ${visible(blocked.error)} ${paint.dim(`(${visible(blocked.patch_id)}; was ${visible(blocked.was)})`)}\n`;
            return `${paint.cyan(task.uuid)}  ${status}  ${visible(task.file)}  ${visible(task.instruction ?? "")}\n${why}${spans === "" ? "" : paint.dim(`  may edit ${visible(spans)}\n`)}`;
          })
          .join("");
      });
    }),
});
