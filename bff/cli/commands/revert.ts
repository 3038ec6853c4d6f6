import { defineCommand } from "../command.ts";
import { openEngine } from "../open-engine.ts";
import { misused, refused } from "../print/outcomes.ts";
import { renderResult } from "../print/render-result.ts";
import { withReports } from "../with-reports.ts";

/** `patchctl revert`: undoes one patch by a new patch, where its lines are still as it left them. */
export const revert = defineCommand({
  usage: "<patch_id> [--reason <text>] [--requester <name>] [--trace-id <id>]",
  flags: {
    requester: { kind: "text", value: "name", help: "who asks" },
    reason: { kind: "text", value: "text", help: "why" },
    "trace-id": { kind: "text", value: "id", help: "the trace it belongs to; default: that of the patch" },
  },
  takes: 1,
  word: { name: "patch_id", help: "the patch to undo", needed: true },
  async run(session, flags, [patchId]) {
    if (patchId === undefined) {
      return misused(["Name the patch: patchctl revert <patch_id>."], "patchctl revert <patch_id>");
    }
    const traceId = flags["trace-id"];
    const who = {
      requester: flags.requester ?? "agent",
      reason: flags.reason ?? "",
      ...(traceId === undefined ? {} : { traceId }),
    };
    const engine = await openEngine(session);
    try {
      const answer = await withReports(session, engine, async (options) => {
        const reverted = await engine.revert(patchId, who, options);
        return { answer: reverted, results: reverted.ok ? [reverted.result] : [] };
      });
      if (!answer.ok) return refused(answer);
      const { result } = answer;
      return { exit: result.ok ? 0 : 1, json: result, text: (paint) => renderResult(result, paint) };
    } finally {
      await engine.close();
    }
  },
});
