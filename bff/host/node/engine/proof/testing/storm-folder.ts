import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "../../testing/git-folder.ts";

/** Fills a folder with files that patches may fight over, one of them large; answers what is in them. */
export function stormFolder(root: string): Map<string, string> {
  const files = new Map<string, string>();
  for (let n = 0; n < 10; n++) {
    const lines = n === 9 ? 6000 : 40;
    const text = Array.from({ length: lines }, (_, i) => `line ${i + 1} of file ${n}\n`).join("");
    files.set(`files/${n % 3}/f${n}.txt`, text);
  }
  git(root, ["init", "-q"]);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  mkdirSync(join(root, ".mission_control"), { recursive: true });
  writeFileSync(join(root, ".mission_control/policy.json"), '{"maxChangedShare":1,"check":"none"}\n');
  return files;
}
