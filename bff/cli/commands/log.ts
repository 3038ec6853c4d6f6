import { defineCommand } from "../command.ts";
import { done, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import { withEngine } from "../with-engine.ts";

/** `patchctl log`: the end of `.mission_control/patch_log.jsonl`, newest last. */
export const log = defineCommand({
  usage: "[--limit <n>]",
  flags: { limit: { kind: "whole", value: "n", help: "how many; 20 where it is not given" } },
  takes: 0,
  run: (session, flags) =>
    withEngine(session, async (engine) => {
      const answer = await engine.log(Math.max(1, flags.limit ?? 20));
      if (!answer.ok) return refused(answer);
      return done({ ok: true, entries: answer.entries }, (paint) => {
        if (answer.entries.length === 0) return paint.dim("no patches yet\n");
        return answer.entries
          .map((entry) => {
            const words = [entry.ts, entry.op, entry.file, entry.requester].filter(
              (word) => typeof word === "string",
            );
            return `${paint.cyan(visible(String(entry.patch_id)))}  ${visible(words.join("  "))}\n`;
          })
          .join("");
      });
    }),
});
