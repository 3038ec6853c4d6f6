import { byCommand, byHttp, type Desk, says } from "../compose.ts";
import type { Order } from "../step.ts";

const at = (phase: string): Desk => ({ order: "ORD-002", factory: "data-factory", phase });
const draft = at("generation");
const build = at("implementation");
const ops: Desk = { order: "ORD-002", factory: "ops-factory", phase: "implementation" };
const check = at("validation");

const schema = "src/data/schema.ts";
const store = "src/data/parcel-store.ts";
const validate = "src/api/validate.ts";
const retry = "src/ops/retry.ts";

const healthEnvelope = [
  "*** Begin Patch",
  "*** Update File: src/ops/health.ts",
  "@@",
  " export function health(): Health {",
  "-  return { ok: true, parcels: count() };",
  "+  const parcels = count();",
  "+  return { ok: parcels < 100_000, parcels };",
  " }",
  "*** End Patch",
  "",
].join("\n");

/** Prices that are kept, and what it takes to run it: this order touches several files at once. */
export const storedPrices: Order = {
  id: "ORD-002",
  factory: "data-factory",
  steps: [
    says(draft, "generation_started", "Order taken: prices are stored with the parcel"),
    byCommand(
      build,
      "schema-guardian",
      "a column for the price",
      ["insert-at-anchor", "--file", schema, "--anchor", 'name: "state"', "--position", "after"],
      '    { name: "price_cents", type: "integer", nullable: true },',
      { types: true },
    ),
    byCommand(
      build,
      "docstring-architect",
      "say what the file is",
      ["prepend", "--file", schema],
      "// The tables as they are in the database: a change here needs a migration.\n",
      { types: true },
    ),
    byHttp(
      build,
      "schema-guardian",
      "generate the row types",
      [{ op: "create-file", file: "src/generated/rows.ts", block: "export type ParcelRow = {};" }],
      { refused: "PATH_BLOCKED" },
    ),
    byHttp(build, "ai-coder", "a parcel as its row", [
      {
        op: "create-file",
        file: "src/data/row.ts",
        block: [
          'import type { Parcel } from "../domain/parcel";',
          "",
          "/** The columns of the table, in its order. */",
          "export function toRow(parcel: Parcel): (string | number | null)[] {",
          "  const { id, from, to, grams, state, price } = parcel;",
          "  return [id, from, to, grams, state, price?.cents ?? null];",
          "}",
          "",
        ].join("\n"),
      },
    ]),
    byCommand(
      build,
      "lint-surgeon",
      "a filter says it shorter",
      ["replace-block", "--file", store, "--start", "14", "--end", "18"],
      "  return [...rows.values()].filter((parcel) => parcel.state === state);",
      { types: true },
    ),
    byCommand(
      build,
      "ai-coder",
      "skip returned parcels in the loop",
      ["replace-text", "--file", store, "--old-text", "  rows.forEach((parcel) => {"],
      '  rows.forEach((parcel) => {\n    if (parcel.state === "returned") return;',
      { refused: "NO_MATCH" },
    ),
    byCommand(
      build,
      "schema-guardian",
      "the carrier's own limits",
      [
        "replace-between",
        "--file",
        validate,
        "--start-marker",
        "// limits: start",
        "--end-marker",
        "// limits: end",
      ],
      "const minGrams = 1;\nconst maxGrams = 31_500;",
      { types: true },
    ),
    byCommand(
      build,
      "schema-guardian",
      "a parcel weighs something",
      ["insert-at-anchor", "--file", validate, "--anchor", "raw.grams > maxGrams", "--position", "before"],
      '  if (typeof raw.grams !== "number" || raw.grams < minGrams) problems.push("grams is a number from 1");',
      { types: true },
    ),
    byHttp(build, "ai-coder", "list parcels by state", [
      {
        op: "replace-text",
        file: "src/api/routes.ts",
        oldText: "import { count, find, save }",
        block: "import { count, find, listByState, save }",
      },
      {
        op: "insert-at-anchor",
        file: "src/api/routes.ts",
        anchor: "// routes: end",
        position: "before",
        block: '\n  "GET /parcels/announced": () => ({ status: 200, body: listByState("announced") }),\n',
      },
    ]),
    says(ops, "phase_implementing", "Making it fit to run"),
    byHttp(ops, "dependency-auditor", "say which Node it needs", [
      {
        op: "replace-text",
        file: "package.json",
        oldText: '"type": "module"',
        block: '"type": "module",\n  "engines": { "node": ">=20" }',
      },
    ]),
    byHttp(ops, "ai-coder", "wait between attempts, longer each time", [
      { op: "insert-after", file: retry, line: 3, block: "  pause?: (ms: number) => Promise<void>;" },
      {
        op: "insert-after",
        file: retry,
        line: 14,
        block: "      await options.pause?.(options.delayMs * attempt);",
      },
    ]),
    byHttp(
      ops,
      "dependency-auditor",
      "commit without a signature",
      [{ op: "prepend", file: ".git/config", block: "[commit]\n  gpgsign = false" }],
      { refused: "PATH_PROTECTED" },
    ),
    byCommand(ops, "ai-coder", "health turns red before the store is full", ["apply"], healthEnvelope),
    byCommand(
      check,
      "docstring-architect",
      "document find()",
      ["insert-at-anchor", "--file", store, "--anchor", "export function find", "--position", "before"],
      "/** The parcel of that id, or undefined where there is none. */",
      { types: true },
    ),
    says(ops, "deployment_started", "Deploying to the rehearsal stage"),
    says(ops, "deployment_completed", "The rehearsal stage runs the new tables"),
    says(check, "generation_complete", "ORD-002 is done"),
  ],
};
