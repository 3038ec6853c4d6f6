import type { Row } from "./row.ts";

const columns = ["what", "ours", "peer", "ratio", "spread", "target", "met"] as const;

function cells(row: Row): Record<(typeof columns)[number], string> {
  return {
    what: row.what,
    ours: row.ours,
    peer: row.peer,
    ratio: row.ratio === null ? "" : `${row.ratio.toFixed(2)}x`,
    spread: row.spread ?? "",
    target: row.target,
    met: row.met === null ? "-" : row.met ? "yes" : "NO",
  };
}

/** The rows as one Markdown table, padded so that it reads in a terminal as well; notes follow below it. */
export function table(rows: readonly Row[]): string {
  const header = Object.fromEntries(columns.map((name) => [name, name])) as ReturnType<typeof cells>;
  const lines = [header, ...rows.map(cells)];
  const width = (name: (typeof columns)[number]) => Math.max(...lines.map((line) => line[name].length));
  const text = (line: ReturnType<typeof cells>) =>
    `| ${columns.map((name) => line[name].padEnd(width(name))).join(" | ")} |`;
  const rule = `| ${columns.map((name) => "-".repeat(width(name))).join(" | ")} |`;
  const notes = rows.filter(({ note }) => note).map(({ what, note }) => `- ${what}: ${note}`);
  return [text(header), rule, ...lines.slice(1).map(text), ...(notes.length > 0 ? ["", ...notes] : [])].join(
    "\n",
  );
}
