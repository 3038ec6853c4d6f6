// `patchctl replace-block` as a whole process, against a Python process that reads, splices, writes and prints JSON,
// against `git apply`, and against a Node process that does nothing. All edit one line of a 400-line file.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions, Row } from "./row.ts";
import { median, spread } from "./stats.ts";

const patchctl = join(import.meta.dirname, "..", "dist", "cli", "patchctl.js");
const lines = Array.from({ length: 400 }, (_, i) => `value ${i} = compute(${i}, "line ${i}")\n`);

/** No sync, no lock, no record, no diff: the least that an edit by a script takes. */
const pythonScript = `import json, sys
path, start, end, block = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
with open(path) as file: lines = file.readlines()
lines[start - 1:end] = [block + "\\n"]
with open(path, "w") as file: file.writelines(lines)
print(json.dumps({"ok": True, "file": path, "start": start, "end": end, "lines": len(lines)}))
`;

export async function measure({ quick }: BenchOptions): Promise<Row[]> {
  if (!existsSync(patchctl)) throw new Error("dist/cli/patchctl.js is missing: npm run build");
  const runs = quick ? 2 : 7;
  const each = quick ? 5 : 20;
  const root = mkdtempSync(join(tmpdir(), "bench-patchctl-"));
  try {
    execFileSync("git", ["init", "-q", root]);
    for (const name of ["ours.txt", "python.txt", "git.txt"]) writeFileSync(join(root, name), lines.join(""));
    writeFileSync(join(root, "edit.py"), pythonScript);
    const python = pythonPath();
    const edit = ["replace-block", "--file", "ours.txt", "--start", "200", "--end", "200", "--block"];
    const ours: number[] = [];
    const peers = { python: [] as number[], git: [] as number[], node: [] as number[] };
    for (let run = 0; run < runs; run += 1) {
      const mine: number[] = [];
      const theirs = { python: [] as number[], git: [] as number[], node: [] as number[] };
      for (let n = -2; n < each; n += 1) {
        const text = `run ${run}, edit ${n}`;
        const one = timed(root, process.execPath, [patchctl, ...edit, text]);
        const two = python === null ? 0 : timed(root, python, ["edit.py", "python.txt", "200", "200", text]);
        writeFileSync(join(root, "edit.diff"), gitDiff(run, n));
        const three = timed(root, "git", ["apply", "edit.diff"]);
        writeFileSync(join(root, "git.txt"), lines.join(""));
        const four = timed(root, process.execPath, ["-e", "0"]);
        // the first ones fill caches
        if (n < 0) continue;
        mine.push(one);
        theirs.python.push(two);
        theirs.git.push(three);
        theirs.node.push(four);
      }
      ours.push(median(mine));
      peers.python.push(median(theirs.python));
      peers.git.push(median(theirs.git));
      peers.node.push(median(theirs.node));
    }
    const row = (peer: number[], name: string, target: string, most: number | null, note: string): Row => {
      const ratio = median(ours) / median(peer);
      return {
        what: "patchctl replace-block, whole process",
        ours: `${median(ours).toFixed(1)} ms`,
        peer: `${median(peer).toFixed(1)} ms (${name})`,
        ratio,
        spread: spread(ours, "ms"),
        target,
        met: most === null ? null : ratio <= most,
        note,
      };
    };
    const missing: Row = {
      what: "patchctl replace-block, whole process",
      ours: `${median(ours).toFixed(1)} ms`,
      peer: "Python 3 is not installed",
      ratio: null,
      target: "<= 1.0x",
      met: null,
    };
    return [
      python === null
        ? missing
        : row(
            peers.python,
            "Python 3: read, splice, write, print JSON",
            "<= 1.0x",
            1,
            "Python syncs nothing",
          ),
      row(peers.git, "git apply", "<= 2x", 2, "a Node process that does nothing takes many times git's"),
      row(peers.node, "node -e 0", "", null, "what is over 1x is ours"),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function timed(cwd: string, command: string, args: string[]): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stdout}${stderr}`);
  return took;
}

/** The interpreter itself: what is found first may be a script that looks for one. */
function pythonPath(): string | null {
  const { status, stdout } = spawnSync("python3", ["-c", "import sys; print(sys.executable)"], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : null;
}

const gitDiff = (run: number, n: number): string =>
  [
    "diff --git a/git.txt b/git.txt",
    "--- a/git.txt",
    "+++ b/git.txt",
    "@@ -197,7 +197,7 @@",
    ...lines.slice(196, 199).map((line) => ` ${line.trimEnd()}`),
    `-${lines[199]!.trimEnd()}`,
    `+run ${run}, edit ${n}`,
    ...lines.slice(200, 203).map((line) => ` ${line.trimEnd()}`),
    "",
  ].join("\n");
