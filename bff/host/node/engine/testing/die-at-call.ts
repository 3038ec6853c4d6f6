// A process that kills itself before its nth call that changes the disk:
// node die-at-call.ts <root> <n, or 0 for never> <what: recover, or a batch as JSON>
// Prints the answer where it lives to give one, then how many calls it made. What it is told goes to <root>/.git/told.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { parseBatch } from "../../../../../shared/patch/parse-batch.ts";
import { openWorkspace } from "../../workspace.ts";
import { watchDisk } from "./disk-calls.ts";

const [root = "", n = "0", what = ""] = process.argv.slice(2);
const workspace = openWorkspace({ root });
let calls = 0;
const say = (line: string) => process.stdout.write(`${line}\n`);
watchDisk(root, ({ path }) => {
  if (path.includes(".git")) return;
  if (++calls === Number(n)) process.kill(process.pid, "SIGKILL");
});
if (what === "recover") say((await workspace.recover()).ok ? "ok" : "refused");
else {
  const parsed = parseBatch(JSON.parse(what));
  if (!parsed.ok) throw new Error(parsed.error);
  const answer = await workspace.apply(parsed.batch, {
    reporter: (event) =>
      appendFileSync(join(root, ".git/told"), `${event.type} ${event.patch_id} ${event.event_id}\n`),
  });
  say(answer.ok ? "ok" : answer.code);
}
await workspace.close();
say(String(calls));
