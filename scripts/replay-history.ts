// `npm run replay-history -- <git dir> [--commits N] [--ref REF] [--only SHA] [--json] [--keep]`: what would the
// history of a repository look like through patchctl? Every commit goes through the engine as operations, and the
// tree that comes out is held against git's. Described in docs/replay-history.md. Exit 0: all trees are equal,
// 1: one is not or an operation was refused, 2: wrong usage.
import { rmSync } from "node:fs";
import { readArguments, usage } from "./replay-history/arguments.ts";
import { reportProgress } from "./replay-history/progress.ts";
import { replayHistory } from "./replay-history/replay-history.ts";
import { renderTable } from "./replay-history/table.ts";

const read = readArguments(process.argv.slice(2));
if (!read.ok) {
  console.error(`${read.problem}\n\n${usage}`);
  process.exitCode = 2;
} else if (read.options === "help") console.log(usage);
else {
  const { json, ...options } = read.options;
  try {
    const report = await replayHistory({
      ...options,
      onProgress: reportProgress(),
      onScratch: options.keep ? undefined : removeWhenInterrupted,
    });
    console.log(json ? JSON.stringify(report, null, 2) : renderTable(report));
    process.exitCode = report.failures.length === 0 ? 0 : 1;
  } catch (error) {
    // git says itself what is wrong with a repository or a revision
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}

function removeWhenInterrupted(folder: string): void {
  process.once("SIGINT", () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
}
