import { defaultLeaseMinutes, maxLeaseMinutes } from "../../../shared/lease-minutes.ts";
import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { defineCommand } from "../command.ts";
import { done, misused, refused } from "../print/outcomes.ts";
import { renderLease, renderLeases } from "../print/render-lease.ts";
import { withEngine } from "../with-engine.ts";

const usage = "--file <path> --task-id <id> [--minutes <n>] [--requester <name>] [--trace-id <id>] | --list";

/** `patchctl lock`: holds a file for a task, so that nobody else edits it meanwhile. Said again, it renews. */
export const lock = defineCommand({
  usage,
  flags: {
    file: { kind: "text", value: "path", help: "the file to hold; it need not exist yet" },
    "task-id": { kind: "text", value: "id", help: "the task it is held for; only its edits then pass" },
    minutes: {
      kind: "whole",
      value: "n",
      help: `for how long, from now; ${defaultLeaseMinutes} where left out, ${maxLeaseMinutes} at most`,
    },
    requester: { kind: "text", value: "name", help: "who asks" },
    "trace-id": { kind: "text", value: "id", help: "the trace it belongs to" },
    list: { kind: "yes", help: "show the files that are held now" },
  },
  takes: 0,
  run: (session, flags) =>
    withEngine(session, async (engine) => {
      if (flags.list) {
        const listed = await engine.leases.list();
        if (!listed.ok) return refused(listed);
        return done(listed, (paint) => renderLeases(listed.leases, paint));
      }
      const { file, minutes = defaultLeaseMinutes, requester = "agent" } = flags;
      const problems = [
        ...(file === undefined ? ["lock needs --file <path>, or --list alone."] : []),
        ...(flags["task-id"] === undefined ? ["lock needs --task-id <id>: a lease is a task's."] : []),
        ...(minutes < 1 || minutes > maxLeaseMinutes
          ? [`--minutes takes 1 to ${maxLeaseMinutes} (got ${minutes}); hold a file longer by renewing.`]
          : []),
      ];
      if (problems.length > 0) return misused(problems, `patchctl lock ${usage}`);
      const answer = await engine.leases.take({
        file: fileInWorkspace(session.root, session.cwd, file!),
        task_id: flags["task-id"]!,
        requester,
        minutes,
        trace_id: flags["trace-id"],
      });
      if (!answer.ok) return refused(answer);
      return done(answer, (paint) => renderLease(answer.lease, answer.renewed ? "renewed" : "held", paint));
    }),
});
