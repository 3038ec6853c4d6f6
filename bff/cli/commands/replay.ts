import type { Replayed } from "../../ports/replay.ts";
import { defineCommand } from "../command.ts";
import { misused, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import type { Paint } from "../session.ts";
import { withEngine } from "../with-engine.ts";

const usage = "[--last <n> | --trace-id <id> | <patch_id>…]";

/** `patchctl replay`: makes patches again on the contents they were made for, in memory, and compares the hashes. */
export const replay = defineCommand({
  usage,
  flags: {
    last: { kind: "whole", value: "n", help: "the newest n patches; 20 where nothing is given" },
    "trace-id": { kind: "text", value: "id", help: "the patches of this trace" },
  },
  takes: 1000,
  word: { name: "patch_ids", help: "the patches to make again", needed: false, many: true },
  async run(session, flags, ids) {
    const ways = [flags.last, flags["trace-id"], ids[0]].filter((way) => way !== undefined);
    if (ways.length > 1)
      return misused(["Give one of --last, --trace-id and patch ids."], `patchctl replay ${usage}`);
    if (flags.last !== undefined && flags.last < 1)
      return misused(["--last takes a number from 1."], `patchctl replay ${usage}`);
    return withEngine(session, async (engine) => {
      const answer = await engine.replay({
        ...(flags.last === undefined ? {} : { last: flags.last }),
        ...(flags["trace-id"] === undefined ? {} : { trace_id: flags["trace-id"] }),
        ...(ids.length === 0 ? {} : { patch_ids: ids }),
      });
      if (!answer.ok) return refused(answer);
      const { replayed } = answer;
      const differ = replayed.filter(({ same }) => !same).length;
      const patches = new Set(replayed.map(({ patch_id }) => patch_id)).size;
      return {
        exit: differ === 0 ? 0 : 1,
        json: { ok: differ === 0, patches, same: replayed.length - differ, differ, replayed },
        text: (paint) => {
          const sum = `${replayed.length} ${replayed.length === 1 ? "file" : "files"} of ${patches} ${patches === 1 ? "patch" : "patches"} made again: `;
          const all =
            differ === 0 ? paint.green("every hash is the one on record") : paint.red(`${differ} differ`);
          return `${replayed.map((one) => row(one, paint)).join("")}${sum}${all}\n`;
        },
      };
    });
  },
});

function row({ patch_id, file, expected, same, why }: Replayed, paint: Paint): string {
  const mark = same ? paint.green("same   ") : paint.red("differs");
  const hash = expected === null ? "removed" : expected.slice(0, 12);
  const note = why === undefined ? "" : `         ${paint.dim(visible(why))}\n`;
  return `${mark}  ${paint.cyan(visible(patch_id))}  ${visible(file)}  ${paint.dim(hash)}\n${note}`;
}
