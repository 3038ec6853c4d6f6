// A process that patches: `node patch-many.ts <root> <name> <how many> <file>…`
import { parseBatch } from "../../../../../shared/patch/parse-batch.ts";
import { openWorkspace } from "../../workspace.ts";

const [root, name, count, ...files] = process.argv.slice(2);
const workspace = openWorkspace({ root: root! });
for (let n = 0; n < Number(count); n += 1) {
  const file = files[n % files.length]!;
  for (;;) {
    const parsed = parseBatch({ requester: name, patches: [{ op: "append", file, block: `${name} ${n}` }] });
    if (!parsed.ok) throw new Error(parsed.error);
    const answer = await workspace.apply(parsed.batch);
    if (answer.ok) break;
    if (answer.code !== "FILE_BUSY" && answer.code !== "CHANGE_LIMIT") throw new Error(answer.error);
  }
}
await workspace.close();
