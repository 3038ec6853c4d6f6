// A process of its own that appends lines to one file through the engine: node append-many.ts <root> <name> <count>
import { openWorkspace } from "../../workspace.ts";

const [root = "", name = "", count = "0"] = process.argv.slice(2);
const workspace = openWorkspace({ root });
for (let i = 0; i < Number(count); i++) {
  const answer = await workspace.apply({
    requester: name,
    reason: "",
    branch: "",
    dryRun: false,
    atomic: true,
    coordinates: "original",
    patches: [{ op: "append", file: "shared.txt", block: `${name} ${i}` }],
  });
  if (!answer.ok) throw new Error(answer.error);
}
await workspace.close();
