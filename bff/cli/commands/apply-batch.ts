import { parseBatch } from "../../../shared/patch/parse-batch.ts";
import { refuse } from "../../../shared/result.ts";
import { whoFlags } from "../arguments/flags.ts";
import { readBlockFiles } from "../arguments/read-block-files.ts";
import { readGiven } from "../arguments/read-given.ts";
import { batchFields, forTask } from "../arguments/who.ts";
import { defineCommand } from "../command.ts";
import { refused } from "../print/outcomes.ts";
import { applyAndPrint } from "./apply-and-print.ts";

/** `patchctl apply-batch`: a `PatchBatch` as JSON, or one of its looser spellings. Flags win over the file. */
export const applyBatch = defineCommand({
  usage: "[<file.json> | < json] [--dry-run]",
  flags: whoFlags,
  takes: 1,
  reads: {
    name: "batch",
    help: 'an object (or its JSON): { "patches": [{ "op", "file", … }], "requester", "reason", "atomic", "coordinates", … }',
  },
  async run(session, flags, [path]) {
    const read = readGiven(session, path, "the batch");
    if (!read.ok) return refused(read);
    let input: unknown;
    try {
      input = JSON.parse(read.text);
    } catch (problem) {
      const why = (problem as SyntaxError).message;
      const example = '{ "patches": [ { "op": …, "file": … } ] }';
      return refused(refuse("BAD_JSON", `The batch is not JSON: ${why}. Send ${example}.`));
    }
    const parsed = parseBatch(input);
    if (!parsed.ok) return refused(parsed);
    const patches = readBlockFiles(session, parsed.batch.patches);
    if (!patches.ok) return refused(patches);
    const batch = {
      ...parsed.batch,
      ...batchFields(flags),
      patches: forTask(patches.patches, flags["task-id"]),
    };
    return applyAndPrint(session, batch, "all");
  },
});
