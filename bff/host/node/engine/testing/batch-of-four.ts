import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scratchWorkspace } from "./scratch-workspace.ts";

const text = Array.from({ length: 40 }, (_, i) => `line ${i + 1}\n`).join("");
const task = {
  uuid: "t",
  file: "a.txt",
  status: "pending",
  allowed_spans: [{ file: "a.txt", start: 30, end: 31 }],
};
const before = {
  "a.txt": text,
  "gone.txt": "g\n",
  "old.txt": text,
  ".mission_control/tasks.json": JSON.stringify([task]),
};

const ids = ["edit", "make", "drop", "move"];
/** An edit with a span of a task below it, a file in a new folder, a deletion and a rename. */
export const batchOfFour = {
  patches: [
    { op: "insert-after", file: "a.txt", line: 2, block: "new", patch_id: "edit" },
    { op: "create-file", file: "sub/deep/new.txt", block: "n", patch_id: "make" },
    {
      op: "unified-diff",
      file: "gone.txt",
      diff: "--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-g\n",
      patch_id: "drop",
    },
    {
      op: "unified-diff",
      file: "old.txt",
      diff: "diff --git a/old.txt b/moved.txt\nrename from old.txt\nrename to moved.txt\n--- a/old.txt\n+++ b/moved.txt\n@@ -1,2 +1,2 @@\n-line 1\n+LINE 1\n line 2\n",
      patch_id: "move",
    },
  ],
};

/** What the batch is for. */
export const freshForFour = (options: { warn?: (message: string) => void } = {}) =>
  scratchWorkspace(before, options);
type Scratch = ReturnType<typeof freshForFour>;

/** What is wrong with what lies there after a recovery; `acknowledged` patches have to be there. */
export function auditFour(ws: Scratch, acknowledged: boolean): string[] {
  const wrong: string[] = [];
  const must = (what: string, holds: boolean) => holds || wrong.push(what);
  const at = (name: string) => join(ws.root, name);
  const happened = existsSync(at("moved.txt"));
  must("an acknowledged batch is there", happened || !acknowledged);
  must("the edit", ws.read("a.txt") === (happened ? text.replace("line 2\n", "line 2\nnew\n") : text));
  must(
    "the new file",
    existsSync(at("sub")) === happened && (!happened || ws.read("sub/deep/new.txt") === "n\n"),
  );
  must("the deletion", existsSync(at("gone.txt")) !== happened);
  must("the rename", existsSync(at("old.txt")) !== happened);
  must("the renamed", !happened || ws.read("moved.txt") === text.replace("line 1", "LINE 1"));
  const span = JSON.parse(ws.read(".mission_control/tasks.json"))[0].allowed_spans[0];
  must("the span moves along", span.start === (happened ? 31 : 30));
  const log = existsSync(at(".mission_control/patch_log.jsonl"))
    ? ws.read(".mission_control/patch_log.jsonl")
    : "";
  const logged = log.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).patch_id]));
  must(`the log: ${logged}`, logged.join() === (happened ? ids.join() : ""));
  const kept = namesIn(at(".mission_control/patches")).sort();
  const files = ids.flatMap((id) => [`${id}.diff`, `${id}.json`]).sort();
  must(`the records: ${kept}`, kept.join() === (happened ? files.join() : ""));
  const everything = readdirSync(ws.root, { recursive: true }).map(String);
  const litter = everything.filter((name) => /mc-tmp|\.tmp$|\.takeover$|\.jsonl$/.test(name));
  must(
    `nothing lies about: ${litter}`,
    litter.every((name) => name === ".mission_control/patch_log.jsonl"),
  );
  must(
    "no lock is held",
    namesIn(at(".mission_control/locks")).every((name) => name.endsWith(".owner")),
  );
  if (happened) for (const id of ids) must(`${id} was reported`, told(ws).has(id));
  return wrong;
}

/** Patches whose `patch_applied` was taken, or waits in the outbox. */
function told(ws: Scratch): Set<string> {
  const taken = existsSync(join(ws.root, ".git/told")) ? ws.read(".git/told").split("\n") : [];
  const outbox = join(ws.root, ".mission_control/outbox");
  const waiting = namesIn(outbox).filter((name) => name.endsWith(".json"));
  return new Set([
    ...ws.events.filter(({ type }) => type === "patch_applied").map(({ patch_id }) => patch_id),
    ...taken.filter((line) => line.startsWith("patch_applied ")).map((line) => line.split(" ")[1]!),
    ...waiting.map((name) => JSON.parse(readFileSync(join(outbox, name), "utf8")).patch_id),
  ]);
}

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
