import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "./random.ts";

type Operation = Record<string, unknown> & { op: string; file: string };

/** Makes one batch after the other; every line that it writes is its own, and its own files come, move and go. */
export function stormBatches(root: string, name: string, random: Random, files: readonly string[]) {
  let count = 0;
  const own: string[] = [];

  function edit(file: string): Operation | null {
    const bytes = readFileSync(join(root, file));
    const lines = bytes.toString("latin1").split("\n").length - 1;
    const block = `${name} wrote ${count}.${random.whole(1e9)}`;
    const expect = random.chance(0.5)
      ? { expect: { fileHash: createHash("sha256").update(bytes).digest("hex") } }
      : {};
    const line = 1 + random.whole(Math.max(1, lines));
    if (lines === 0 || random.chance(0.2)) return { op: "append", file, block, ...expect };
    if (random.chance(0.4)) return { op: "insert-after", file, line, block, ...expect };
    return {
      op: "replace-block",
      file,
      start: line,
      end: Math.min(lines, line + random.whole(3)),
      block,
      ...expect,
    };
  }

  /** Makes, moves or removes a file that is nobody else's. */
  function ownFile(): Operation {
    const made = `own/${name}/${count}-${random.whole(3)}/file.txt`;
    if (own.length === 0 || random.chance(0.4)) {
      own.push(made);
      return { op: "create-file", file: made, block: `made by ${name} ${count}\nsecond line\n` };
    }
    const [from] = own.splice(random.whole(own.length), 1) as [string];
    let text: string;
    try {
      text = readFileSync(join(root, from), "utf8");
    } catch {
      // the batch that was to make it was refused
      return { op: "create-file", file: made, block: "instead\n" };
    }
    if (random.chance(0.5)) {
      own.push(made);
      const diff = `diff --git a/${from} b/${made}\nsimilarity index 100%\nrename from ${from}\nrename to ${made}\n`;
      return { op: "unified-diff", file: from, diff };
    }
    const lines = text.split("\n").slice(0, -1);
    const body = lines.map((line) => `-${line}\n`).join("");
    const diff = `--- a/${from}\n+++ /dev/null\n@@ -1,${lines.length} +0,0 @@\n${body}`;
    return { op: "unified-diff", file: from, diff };
  }

  return (): { atomic: boolean; patches: (Operation & { patch_id: string })[] } => {
    count++;
    const patches: Operation[] = [];
    const chosen = new Set(Array.from({ length: 1 + random.whole(4) }, () => random.pick(files)));
    for (const file of chosen) {
      const one = edit(file);
      if (one) patches.push(one);
    }
    if (random.chance(0.3)) patches.push(ownFile());
    return {
      atomic: random.chance(0.8),
      patches: patches.map((one, index) => ({ ...one, patch_id: `${name}-${count}-${index}` })),
    };
  };
}
