import { defineCommand } from "../command.ts";
import { done, misused, refused } from "../print/outcomes.ts";
import { renderDiff } from "../print/render-diff.ts";
import { visible } from "../print/visible.ts";
import { withEngine } from "../with-engine.ts";

/** How far back in the log the line of a patch is looked for. */
const farBack = 100_000;

/** `patchctl show`: what the log says of one patch, and its diff. */
export const show = defineCommand({
  usage: "<patch_id>",
  flags: {},
  takes: 1,
  word: { name: "patch_id", help: "the patch", needed: true },
  async run(session, _flags, [patchId]) {
    if (patchId === undefined)
      return misused(["Name the patch: patchctl show <patch_id>."], "patchctl show <patch_id>");
    return withEngine(session, async (engine) => {
      const answer = await engine.diff(patchId);
      if (!answer.ok) return refused(answer);
      const log = await engine.log(farBack);
      const entry = log.ok ? log.entries.find((each) => each.patch_id === patchId) : undefined;
      const files = answer.files.map(({ file }) => file);
      return done(
        { ok: true, patch_id: patchId, ...(entry === undefined ? {} : { entry }), files, diff: answer.diff },
        (paint) => {
          const facts = Object.entries(entry ?? {}).filter(
            ([, value]) => typeof value !== "object" && value !== "",
          );
          const width = Math.max(0, ...facts.map(([name]) => name.length));
          const head = facts.map(
            ([name, value]) => `${paint.dim(name.padEnd(width))}  ${visible(String(value))}\n`,
          );
          return `${head.join("")}${renderDiff(answer.diff, paint)}`;
        },
      );
    });
  },
});
