// A process of its own that sends one batch after the other until it is killed, and says what it sends and what came
// of it: node storm.ts <root> <name> <seed> <file>... Each line is in the pipe before the next step is taken.
import { writeSync } from "node:fs";
import { parseBatch } from "../../../../../../shared/patch/parse-batch.ts";
import { openWorkspace } from "../../../workspace.ts";
import { randomFrom } from "./random.ts";
import { stormBatches } from "./storm-batch.ts";

const [root = "", name = "", seed = "1", ...files] = process.argv.slice(2);
const workspace = openWorkspace({ root });
const nextBatch = stormBatches(root, name, randomFrom(Number(seed)), files);
const say = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`);

for (;;) {
  const batch = nextBatch();
  const ids = batch.patches.map(({ patch_id }) => patch_id);
  say({ sent: ids, atomic: batch.atomic });
  const parsed = parseBatch({ requester: name, ...batch });
  if (!parsed.ok) throw new Error(parsed.error);
  const answer = await workspace.apply(parsed.batch, { check: "skip" });
  const results = answer.ok ? answer.results : [];
  say({
    answered: ids,
    done: results.flatMap((one) => (one.ok ? [one.patch_id] : [])),
    code: answer.ok ? (results.find((one) => !one.ok) as { code?: string } | undefined)?.code : answer.code,
  });
}
