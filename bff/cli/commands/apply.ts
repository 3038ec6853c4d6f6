import { parseBatch } from "../../../shared/patch/parse-batch.ts";
import { whoFlags } from "../arguments/flags.ts";
import { readGiven } from "../arguments/read-given.ts";
import { batchFields, forTask } from "../arguments/who.ts";
import { defineCommand } from "../command.ts";
import { refused } from "../print/outcomes.ts";
import { applyAndPrint } from "./apply-and-print.ts";

/** `patchctl apply`: git's or a plain unified diff, or the `*** Begin Patch` envelope, whole or not at all. */
export const apply = defineCommand({
  usage: "[<file> | < diff] [--dry-run]",
  flags: whoFlags,
  takes: 1,
  reads: { name: "diff", type: "string", help: "a unified diff, or a *** Begin Patch envelope" },
  async run(session, flags, [path]) {
    const read = readGiven(session, path, "the diff");
    if (!read.ok) return refused(read);
    const parsed = parseBatch({ ...batchFields(flags), diff: read.text });
    if (!parsed.ok) return refused(parsed);
    const patches = forTask(parsed.batch.patches, flags["task-id"]);
    return applyAndPrint(session, { ...parsed.batch, patches }, "all");
  },
});
