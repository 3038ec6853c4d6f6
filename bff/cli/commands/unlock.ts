import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { defineCommand } from "../command.ts";
import { done, misused, refused } from "../print/outcomes.ts";
import { renderLease } from "../print/render-lease.ts";
import { withEngine } from "../with-engine.ts";

const usage =
  "--file <path> (--task-id <id> | --force --reason <why>) [--requester <name>] [--trace-id <id>]";

/** `patchctl unlock`: gives a file back before its lease ends, or takes it from another task, which is recorded. */
export const unlock = defineCommand({
  usage,
  flags: {
    file: { kind: "text", value: "path", help: "the file to give back" },
    "task-id": { kind: "text", value: "id", help: "the task that holds it" },
    force: { kind: "yes", help: "whichever task holds it; --reason says why, for the record" },
    reason: { kind: "text", value: "why", help: "kept in the custody chain" },
    requester: { kind: "text", value: "name", help: "who asks" },
    "trace-id": { kind: "text", value: "id", help: "the trace it belongs to" },
  },
  needs: ["file"],
  takes: 0,
  run: (session, flags) =>
    withEngine(session, async (engine) => {
      const { file, force = false, reason = "", requester = "agent" } = flags;
      if (!force && flags["task-id"] === undefined)
        return misused(
          ["unlock needs --task-id <id> of the task that holds the file."],
          `patchctl unlock ${usage}`,
        );
      if (force && reason.trim() === "")
        return misused(
          ["--force also needs --reason <why>: it is kept on record."],
          `patchctl unlock ${usage}`,
        );
      const answer = await engine.leases.release({
        file: fileInWorkspace(session.root, session.cwd, file!),
        task_id: flags["task-id"],
        requester,
        force,
        reason,
        trace_id: flags["trace-id"],
      });
      if (!answer.ok) return refused(answer);
      return done(answer, (paint) => renderLease(answer.released, "free", paint));
    }),
});
