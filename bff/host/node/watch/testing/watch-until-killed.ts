// A watch that is killed once it has told of an edit: `node watch-until-killed.ts <root> <file> <text to append>`
import { appendFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { openWorkspace } from "../../workspace.ts";

const [root, file, text] = process.argv.slice(2) as [string, string, string];
const workspace = openWorkspace({ root });
let begun = false;
await workspace.custody.watch({
  async found(edits) {
    // those of an earlier life are told of again at the start
    if (!begun) return;
    writeSync(1, `found ${edits.map((edit) => edit.file).join(" ")}\n`);
    process.kill(process.pid, "SIGKILL");
  },
  async closed() {},
});
begun = true;
appendFileSync(join(root, file), text);
await new Promise((resolve) => setTimeout(resolve, 20_000));
