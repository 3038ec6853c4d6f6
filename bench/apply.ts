// A durable edit in process, against what the disk itself takes for the same bytes; and a thousand edits of a thousand
// files, against as many runs of `git apply`, which does not sync. Ours leaves diff, record, backup and log as well.
import { execFileSync } from "node:child_process";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkspace } from "../bff/host/node/workspace.ts";
import type { Workspace } from "../bff/ports/workspace.ts";
import type { PatchOperation } from "../shared/models/patch-operation.ts";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";

const lines = 400;
const text = Array.from(
  { length: lines },
  (_, i) => `export const value${i} = compute(${i}, "line ${i}");\n`,
);
const contents = text.join("");

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  return [
    ...(await single(quick ? 2 : 7, quick ? 50 : 200)),
    ...(await thousand(quick ? 1 : 5, quick ? 100 : 1000)),
  ];
}

/** One edit after the other, each beside a bare one. */
async function single(runs: number, edits: number): Promise<Row[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await inScratch(async (root, workspace) => {
      writeFileSync(join(root, "file.ts"), contents);
      const mine: number[] = [];
      const theirs: number[] = [];
      for (let n = -20; n < edits; n += 1) {
        const at = (n + 20) % lines;
        const apart = await timed(() => edit(workspace, replaceLine("file.ts", at + 1, n)));
        const alone = await timed(() => bareWrite(root, at, n));
        if (n < 0) continue;
        mine.push(apart);
        theirs.push(alone);
      }
      ours.push(median(mine));
      bare.push(median(theirs));
    });
  }
  const ratio = median(ours) / median(bare);
  return [
    {
      what: `durable apply of one edit to a ${lines}-line file, in process`,
      ours: ms(median(ours)),
      peer: `${ms(median(bare))} (bare write + fsync + rename + fsync folder)`,
      ratio,
      spread: spread(ours, "ms", 2),
      target: "<= 2x",
      met: ratio <= 2,
      note: "planned, locked, journalled; leaves diff, record, backup and log line",
    },
  ];
}

async function thousand(runs: number, files: number): Promise<Row[]> {
  const batch: number[] = [];
  const requests: number[] = [];
  const git: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await inScratch(async (root, workspace) => {
      const names = Array.from({ length: files }, (_, i) => `src/file${i}.ts`);
      mkdirSync(join(root, "src"));
      const fill = () => {
        for (const name of names) writeFileSync(join(root, name), contents);
      };
      // or whoever syncs first pays for what was written before
      const settle = () => execFileSync("sync");
      const edits = (n: number) => names.map((name) => replaceLine(name, 200, n));
      fill();
      settle();
      batch.push(await timed(() => edit(workspace, ...edits(1))));
      settle();
      requests.push(
        await timed(async () => {
          const queue = edits(2).values();
          const one = async () => {
            for (const operation of queue) await edit(workspace, operation);
          };
          await Promise.all(Array.from({ length: 16 }, one));
        }),
      );
      fill();
      for (const [i, name] of names.entries()) writeFileSync(join(root, `${i}.diff`), diffOf(name));
      const script = `for i in $(seq 0 ${files - 1}); do git apply $i.diff || exit 1; done`;
      settle();
      git.push(await timed(() => execFileSync("sh", ["-c", script], { cwd: root })));
    });
  }
  const row = (what: string, ours: number[], judged: boolean): Row => {
    const ratio = median(ours) / median(git);
    return {
      what,
      ours: ms(median(ours)),
      peer: `${ms(median(git))} (${files} runs of git apply, which syncs nothing)`,
      ratio,
      spread: spread(ours, "ms", 0),
      target: judged ? "<= 0.2x" : "",
      met: judged ? ratio <= 0.2 : null,
    };
  };
  return [
    row(`${files} such edits on ${files} files, one batch`, batch, true),
    row(`the same as ${files} requests, 16 at a time`, requests, false),
  ];
}

const replaceLine = (file: string, line: number, n: number): PatchOperation => ({
  op: "replace-block",
  file,
  start: line,
  end: line,
  block: `export const changed = ${n};`,
  openSpace: false,
});

async function edit(workspace: Workspace, ...patches: PatchOperation[]): Promise<void> {
  const answer = await workspace.apply(
    {
      requester: "bench",
      reason: "",
      branch: "main",
      dryRun: false,
      atomic: true,
      coordinates: "original",
      patches,
    },
    { check: "skip" },
  );
  if (!answer.ok) throw new Error(answer.error);
}

/** The least that a durable write takes: beside, synced, renamed, and the name synced. */
function bareWrite(root: string, at: number, n: number): void {
  const changed = [...text];
  changed[at] = `export const changed = ${n};\n`;
  const bytes = Buffer.from(changed.join(""));
  const path = join(root, "bare.ts");
  const fd = openSync(`${path}.tmp`, "w");
  writeSync(fd, bytes);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(`${path}.tmp`, path);
  const folder = openSync(root, "r");
  fsyncSync(folder);
  closeSync(folder);
}

const diffOf = (file: string): string =>
  [
    `diff --git a/${file} b/${file}`,
    `--- a/${file}`,
    `+++ b/${file}`,
    "@@ -197,7 +197,7 @@",
    ...text.slice(196, 199).map((line) => ` ${line.trimEnd()}`),
    `-${text[199]!.trimEnd()}`,
    "+export const changed = 1;",
    ...text.slice(200, 203).map((line) => ` ${line.trimEnd()}`),
    "",
  ].join("\n");

async function inScratch(work: (root: string, workspace: Workspace) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "bench-apply-"));
  const workspace = openWorkspace({ root });
  try {
    await work(root, workspace);
  } finally {
    await workspace.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
