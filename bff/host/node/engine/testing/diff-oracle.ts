import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { openDocument } from "../../../../../shared/patch/document.ts";
import { decodeBytes } from "../../../../../shared/patch/encoding.ts";
import { type Hunk, oldLines } from "../../../../../shared/patch/file-patch.ts";
import { parseDiff } from "../../../../../shared/patch/parse-diff.ts";
import { rawLines } from "../../../../../shared/patch/raw-lines.ts";
import { arbitraryVersions, type Versions } from "../../../../../shared/patch/testing/arbitrary-versions.ts";
import { planFiles } from "../../../../../shared/patch/testing/plan-files.ts";
import type { Refusal } from "../../../../../shared/result.ts";
import { type Applied, type DiffMaker, partsOf, writeFiles } from "./diff-tools.ts";
import { scratchFolder } from "./git-folder.ts";

/** `ORACLE_CASES=20000 ORACLE_SEED=7` compares that many files for each way of making a diff. */
export const oracleCases = Number(process.env.ORACLE_CASES ?? 200);
/** milliseconds that a test of so many may take */
export const oracleTime = 180_000 + 500 * oracleCases;
export const oracleSeed = Number(process.env.ORACLE_SEED ?? 20261121);

/** One file: what the engine and a program made of the same diff. */
export interface Comparison {
  diff: string;
  target: Uint8Array;
  ours: Uint8Array | Refusal;
  theirs: Applied;
}

export type Applier = (folder: string, diff: Buffer, files: readonly string[]) => Map<string, Applied>;

/** Makes diffs of random versions and has the engine, matching exactly, and `applier` apply them to one of these. */
export function compare(maker: DiffMaker, applier: Applier, target: "before" | "drifted"): Comparison[] {
  const out: Comparison[] = [];
  // a folder takes so many files in good time
  const most = 2000;
  for (let round = 0; round * most < oracleCases; round++) {
    const numRuns = Math.min(most, oracleCases - round * most);
    const versions = fc.sample(arbitraryVersions, { numRuns, seed: oracleSeed + round });
    out.push(...compareRound(maker, applier, target, versions));
  }
  return out;
}

function compareRound(
  maker: DiffMaker,
  applier: Applier,
  target: "before" | "drifted",
  versions: readonly Versions[],
): Comparison[] {
  using folder = scratchFolder();
  const name = (index: number) => `f${index}.txt`;
  const files = (which: "before" | "after" | "drifted") =>
    new Map(versions.map((one, index) => [name(index), one[which]]));
  writeFiles(folder.path, "a", files("before"));
  writeFiles(folder.path, "b", files("after"));
  writeFiles(folder.path, "target", files(target));
  const whole = maker.make(folder.path);
  const parts = partsOf(maker, whole);
  const theirs = applier(join(folder.path, "target"), whole, [...parts.keys()]);
  return versions.flatMap((one, index) => {
    const part = parts.get(name(index));
    if (!part) return [];
    const diff = decodeBytes(part, one.encoding);
    const result = planFiles(
      { [name(index)]: one[target] },
      [{ op: "unified-diff", file: name(index), diff }],
      { policy: { maxChangedShare: 1, matching: "exact" } },
    );
    const outcome = result.plan.outcomes[0]!;
    const ours = "ok" in outcome ? outcome : result.bytes(name(index))!;
    return [{ diff, target: one[target], ours, theirs: theirs.get(name(index)) ?? null }];
  });
}

export const isRefusal = (ours: Uint8Array | Refusal): ours is Refusal => !(ours instanceof Uint8Array);

export const same = ({ ours, theirs }: Comparison): boolean =>
  theirs !== null && ours instanceof Uint8Array && Buffer.compare(ours, theirs) === 0;

const hunksOf = ({ diff }: Comparison): Hunk[] => {
  const parsed = parseDiff(diff);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.files.flatMap((file) => file.hunks);
};

/** The diff says of some line that no newline follows it. */
export const speaksOfLastNewline = (one: Comparison): boolean =>
  hunksOf(one).some((hunk) => hunk.lines.some((line) => line.bare));

/** The diff says so of a line that is not the target's last one, or that it makes the last one. */
export function endsElsewhere(one: Comparison): boolean {
  const last = rawLines(openDocument(one.target)).at(-1);
  return hunksOf(one).some((hunk) =>
    hunk.lines.some((line) => line.bare && (line.mark === "+" || line.text !== last)),
  );
}

/** Some hunk has less context on one side, so that programs want it at that end of the file and nowhere else. */
export const touchesAnEdge = (one: Comparison): boolean =>
  hunksOf(one).some(({ lines }) => {
    const above = lines.findIndex((line) => line.mark !== " ");
    return above !== lines.length - 1 - lines.findLastIndex((line) => line.mark !== " ");
  });

/** Some hunk is one that git wants at the start of the file, or, having no context below, at its end. */
export const isAnchoredByGit = (one: Comparison): boolean =>
  hunksOf(one).some(({ oldStart, lines }) => (oldStart ?? 0) <= 1 || lines.at(-1)?.mark !== " ");

/** Some hunk shows no old line at all. */
export const insertsBlindly = (one: Comparison): boolean =>
  hunksOf(one).some((hunk) => oldLines(hunk).length === 0);

/** The old lines of the hunks do not stand in the target to the byte, one hunk below the other: endings differ. */
export function endingsDiffer(one: Comparison): boolean {
  const there = rawLines(openDocument(one.target));
  let floor = 0;
  return hunksOf(one).some((hunk) => {
    const old = oldLines(hunk).map((line) => line.text + (line.bare ? "" : "\n"));
    if (old.length === 0) {
      floor = Math.max(floor, hunk.oldStart ?? 0);
      return false;
    }
    const at = there.findIndex(
      (_, from) => from >= floor && old.every((line, i) => there[from + i] === line),
    );
    floor = at + old.length;
    return at === -1;
  });
}

/** Fails with the first case, told in full. */
export function expectNone(cases: readonly Comparison[]): void {
  expect(cases.map(describeCase)[0], `${cases.length} cases`).toBeUndefined();
}

function describeCase(one: Comparison): string {
  const text = (bytes: Uint8Array | null) => bytes && JSON.stringify(decodeBytes(bytes, "latin-1"));
  const ours = isRefusal(one.ours) ? `${one.ours.code}: ${one.ours.error}` : text(one.ours);
  return `target ${text(one.target)}\n${JSON.stringify(one.diff).replaceAll("\\n", "\n")}\nours   ${ours}\ntheirs ${text(one.theirs)}`;
}
