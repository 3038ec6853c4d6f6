import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { builtPatchctl } from "../../../../cli/testing/built-patchctl.ts";
import { waitingInOutbox } from "../../outbox/outbox.ts";
import { scratchFolder } from "../testing/git-folder.ts";
import { locksLeft } from "../testing/locks-left.ts";
import { audit, logLines } from "./testing/audit.ts";
import { doneByHand, type Said } from "./testing/done-by-hand.ts";
import { patchesOfServer } from "./testing/patches-of-server.ts";
import { startServerProcess } from "./testing/server-process.ts";
import { stormFolder } from "./testing/storm-folder.ts";

const run = promisify(execFile);
// SECONDS=60 npx vitest run bff/host/node/engine/proof/eight.test.ts
const seconds = Number(process.env.SECONDS ?? 5);
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const ways = ["cli", "cli", "cli", "cli", "http", "http", "rpc", "rpc"] as const;
const editor = join(import.meta.dirname, "testing/mixed-editor.ts");

test(
  `eight processes on ten files for ${seconds} s: every acknowledged edit is there once, nothing else`,
  async () => {
    using folder = scratchFolder();
    const root = folder.path;
    const start = stormFolder(root);
    const patchctl = await builtPatchctl();
    await using server = await startServerProcess(root);
    let said: Said[];
    try {
      const outputs = await Promise.all(
        ways.map((way, index) => {
          const own = [
            way,
            root,
            `${way}${index}`,
            `${seconds}`,
            `${seed + index}`,
            patchctl.path,
            server.url,
            server.token,
          ];
          return run(process.execPath, [editor, ...own, ...start.keys()], { maxBuffer: 256 * 1024 * 1024 });
        }),
      );
      said = outputs.flatMap(({ stdout }) =>
        stdout
          .split("\n")
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Said),
      );
      // what the server was too busy to take at once goes out with the next edit, or like this
      await run(process.execPath, [patchctl.path, "flush"], { cwd: root });
    } finally {
      patchctl.dispose();
    }
    const state = join(root, ".mission_control");
    const logged = logLines(state).map(({ patch_id }) => patch_id);
    const { files, wrong } = doneByHand(start, logged, said);
    expect(wrong, `seed ${seed}`).toEqual([]);
    for (const [file, text] of files)
      expect(readFileSync(join(root, file), "utf8"), `seed ${seed}`).toBe(text);
    expect(audit(root, start, []), `seed ${seed}`).toEqual([]);
    expect(locksLeft(join(state, "locks"))).toEqual([]);
    // the server knows of each of them, whichever way it went in
    const known = await patchesOfServer(server);
    expect(
      logged.filter((id) => known.get(id) !== "applied"),
      `seed ${seed}`,
    ).toEqual([]);
    expect(waitingInOutbox(root)).toEqual([]);
    console.warn(figures(said));
  },
  (seconds + 110) * 1000,
);

function figures(said: readonly Said[]): string {
  const counts = new Map<string, number>();
  for (const { ids, code } of said)
    counts.set(code ?? "acknowledged", (counts.get(code ?? "acknowledged") ?? 0) + ids.length);
  const edits = counts.get("acknowledged") ?? 0;
  const each = [...counts].map(([what, count]) => `${count} ${what}`).join(", ");
  return `eight processes, ${seconds} s: ${each}; ${Math.round(edits / seconds)} edits/s`;
}
