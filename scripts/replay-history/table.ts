import { assertNever } from "../../shared/result.ts";
import type { Failure, Report, Row } from "./tally.ts";

/** The report for a person: Markdown, so that it can be put into a document as it is. */
export function renderTable(report: Report): string {
  const { commits, merges, roots, unchanged, equalTrees, rewrittenTrees, inTwo, files, setUps, failures } =
    report;
  const lines = [
    `${equalTrees} of ${commits} trees equal to git's (${percent(equalTrees, commits)})`,
    "",
    ...pairs("history", {
      commits,
      "merge commits, against their first parent": merges,
      "root commits": roots,
      "commits that change no file": unchanged,
      "trees compared as git writes them today": rewrittenTrees,
      "file and folder change places, in two batches": inTwo,
      "files changed": files,
      "trees set up from git, beside the engine": setUps.trees,
      "files that this took": setUps.files,
    }),
    ...matrix("kind of change", report.kinds),
    ...matrix("contents", report.traits),
    ...pairs("operation", report.operations),
    ...pairs("said as a diff, because", report.diffReasons),
    ...pairs("carried from git beside the engine", report.carriedReasons),
    ...report.looseMatches.map(({ tier, commit, file }) => `MATCHED by tier ${tier}: ${commit} ${file}`),
    ...failures.slice(0, 20).flatMap((failure) => [...failureLines(failure), ""]),
    ...(failures.length > 20 ? [`... and ${failures.length - 20} more failures, see --json`, ""] : []),
    `${report.seconds.toFixed(1)} s, ${report.commitsPerSecond.toFixed(0)} commits/s`,
    ...(report.kept === null ? [] : [`kept in ${report.kept}`]),
  ];
  return lines.join("\n");
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? "no commit" : `${((100 * part) / whole).toFixed(part === whole ? 0 : 2)} %`;

function pairs(title: string, counts: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(counts).map(([name, number]) => [name, `${number}`]);
  return table([title, ""], rows);
}

function matrix(title: string, rows: Readonly<Record<string, Row>>): string[] {
  const sorted = Object.entries(rows).sort(([, a], [, b]) => b.files - a.files);
  return table(
    [title, "files", "line edits", "diff", "carried"],
    sorted.map(([name, { files, lines, diff, carried }]) => [
      name,
      ...[files, lines, diff, carried].map((number) => `${number}`),
    ]),
  );
}

/** Columns aligned, the first one left, the others right. Nothing where there is no row. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line), ""];
}

function failureLines(failure: Failure): string[] {
  switch (failure.kind) {
    case "refused":
      return [
        `REFUSED ${failure.commit} ${failure.file}`,
        `  ${failure.op}: ${failure.code}: ${failure.error}`,
      ];
    case "taken":
      return [
        `TAKEN ${failure.commit} ${failure.file}`,
        `  ${failure.why}: the engine would have done it, though it is to refuse it`,
      ];
    case "different":
      return [
        `DIFFERENT ${failure.commit} ${failure.file}`,
        `  here    ${failure.got ?? "no such file"}`,
        `  in git  ${failure.wanted ?? "no such file"}`,
        `  trees   ${failure.gotTree} here, ${failure.wantedTree} in git`,
      ];
    default:
      return assertNever(failure);
  }
}
