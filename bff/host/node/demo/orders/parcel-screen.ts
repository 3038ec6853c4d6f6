import { byCommand, byHttp, type Desk, says } from "../compose.ts";
import type { Order } from "../step.ts";

const at = (phase: string): Desk => ({ order: "ORD-001", factory: "ui-factory", phase });
const draft = at("generation");
const build = at("implementation");
const check = at("validation");

const list = "src/ui/parcel-list.ts";
const badge = "src/ui/badge.ts";

const badgeDiff = [
  `--- a/${list}`,
  `+++ b/${list}`,
  "@@ -1,6 +1,7 @@",
  ' import { format } from "../domain/money";',
  ' import type { Parcel } from "../domain/parcel";',
  '+import { badge } from "./badge";',
  " ",
  " export function parcelRow(parcel: Parcel): string {",
  '-  return "<tr><td>" + parcel.id + "</td><td>" + parcel.to + "</td></tr>";',
  "+  return `<tr><td>${parcel.id}</td><td>${parcel.to}</td><td>${badge(parcel.state)}</td></tr>`;",
  " }",
  "",
].join("\n");

/** The list people see: this order meets the spans of its task, ambiguous text and files that are there already. */
export const parcelScreen: Order = {
  id: "ORD-001",
  factory: "ui-factory",
  steps: [
    says(draft, "generation_started", "Order taken: a parcel list that people can read"),
    says(build, "phase_implementing", "Working on the list and its badges"),
    byCommand(
      build,
      "ai-coder",
      "restyle the row while at it",
      ["replace-block", "--file", list, "--start", "4", "--end", "6"],
      'export const parcelRow = (parcel: Parcel): string => "<li>" + parcel.id + "</li>";',
      { task: "T-002", refused: "SPAN_NOT_ALLOWED" },
    ),
    byCommand(
      build,
      "lint-surgeon",
      "the loop is a join",
      ["replace-block", "--file", list, "--start", "9", "--end", "13"],
      '  return `<table>${parcels.map(parcelRow).join("")}</table>`;',
      { types: true },
    ),
    byHttp(
      build,
      "ai-coder",
      "say what an empty list shows",
      [
        {
          op: "fill-placeholder",
          file: list,
          placeholder: "EMPTY_LIST",
          block: [
            "export function emptyList(): string {",
            '  return "<p>No parcels yet. Announce the first one at the counter.</p>";',
            "}",
          ].join("\n"),
        },
      ],
      { task: "T-002" },
    ),
    byCommand(build, "ai-coder", "show the state of each parcel", ["apply"], badgeDiff),
    byCommand(
      build,
      "lint-surgeon",
      "parcels on the road are orange",
      ["replace-text", "--file", badge, "--old-text", '"blue"'],
      '"orange"',
      { refused: "AMBIGUOUS_MATCH" },
    ),
    byCommand(
      build,
      "lint-surgeon",
      "parcels on the road are orange",
      ["replace-text", "--file", badge, "--old-text", 'in_transit: "blue"'],
      'in_transit: "orange"',
      { types: true },
    ),
    byHttp(build, "schema-guardian", "text from outside is escaped before it is markup", [
      {
        op: "create-file",
        file: "src/ui/escape.ts",
        block: [
          'const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", \'"\': "&quot;" };',
          "",
          "/** Text as it may stand in markup and in a quoted attribute. */",
          "export function escape(text: string): string {",
          '  return text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);',
          "}",
          "",
        ].join("\n"),
      },
      { op: "insert-after", file: list, line: 3, block: 'import { escape } from "./escape";' },
      {
        op: "replace-text",
        file: list,
        oldText: "<td>${parcel.to}</td>",
        block: "<td>${escape(parcel.to)}</td>",
      },
    ]),
    byCommand(
      build,
      "ai-coder",
      "start the badges over",
      ["create-file", "--file", badge],
      'export const badge = (state: string): string => "<b>" + state + "</b>";',
      { refused: "FILE_EXISTS" },
    ),
    byCommand(
      build,
      "ai-coder",
      "a badge for lost parcels",
      ["insert-after", "--file", badge, "--line", "8"],
      '  lost: "black",',
      { types: false },
    ),
    byCommand(
      build,
      "ai-coder",
      "no parcel can be lost yet: the badge goes",
      ["replace-text", "--file", badge, "--old-text", '  lost: "black",\n'],
      "",
      { types: true },
    ),
    byCommand(
      build,
      "docstring-architect",
      "keep notes beside the project",
      ["create-file", "--file", "../notes-for-later.md"],
      "The list needs paging.",
      { refused: "PATH_OUTSIDE_WORKSPACE" },
    ),
    byHttp(check, "docstring-architect", "say what total() adds up", [
      {
        op: "insert-at-anchor",
        file: list,
        anchor: "export function total",
        position: "before",
        block: "/** What the parcels cost together; those without a price count as nothing. */",
      },
    ]),
    byCommand(
      check,
      "docstring-architect",
      "leave a note for the next pass",
      ["append", "--file", badge],
      "\n// Colours are of the house style; ask before adding one.",
      { types: true },
    ),
    says(check, "phase_validated", "The list is escaped, typed and documented"),
    says(check, "generation_complete", "ORD-001 is done"),
  ],
};
