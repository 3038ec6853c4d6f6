import { afterReading, byCommand, byHttp, type Desk, says } from "../compose.ts";
import { jobFlags } from "../hands.ts";
import type { Order } from "../step.ts";

const at = (phase: string): Desk => ({ order: "ORD-000", factory: "agent-factory", phase });
const draft = at("generation");
const build = at("implementation");
const check = at("validation");

const parcel = "src/domain/parcel.ts";
const tariff = "src/domain/tariff.ts";
const money = "src/domain/money.ts";

/** The hash an agent got when it read parcel.ts, which names an earlier version once somebody else edits the file. */
let read = "";

/** Lines of parcel.ts as they were numbered when it was read. */
const asRead = (start: number, end: number): string[] => [
  ...["replace-block", "--file", parcel, "--start", `${start}`, "--end", `${end}`],
  ...["--expect-hash", read],
];

/**
 * Prices by zone, in the heart of the project: this order meets the guard, lines that have moved or changed since they
 * were read, and the compiler.
 */
export const zonePrices: Order = {
  id: "ORD-000",
  factory: "agent-factory",
  steps: [
    says(draft, "generation_started", "Order taken: parcels get a price by zone"),
    says(draft, "phase_generated", "Plan: move parcels, price them, keep the tariff table as it is"),
    byCommand(
      build,
      "ai-coder",
      "move a parcel only where its state allows",
      ["fill-placeholder", "--file", parcel, "--placeholder", "MOVE_PARCEL"],
      [
        "export function move(parcel: Parcel, to: ParcelState): Parcel {",
        "  if (!mayMove(parcel, to)) throw new Error(`${parcel.id} cannot go from ${parcel.state} to ${to}`);",
        "  return { ...parcel, state: to };",
        "}",
      ].join("\n"),
      { task: "T-001", types: true },
    ),
    byHttp(build, "docstring-architect", "say how the price is made", [
      {
        op: "insert-at-anchor",
        file: tariff,
        anchor: "export function priceOf",
        position: "before",
        block: "/** What a parcel costs: the zone's base price, and so much for every kilogram begun. */",
      },
    ]),
    byCommand(
      build,
      "lint-surgeon",
      "var to const",
      [
        "replace-text",
        ...["--file", tariff, "--old-text"],
        "  var kilos = Math.ceil(parcel.grams / 1000);\n  var extra = euro(kilos * perKilo[zone]);\n",
      ],
      "  const kilos = Math.ceil(parcel.grams / 1000);\n  const extra = euro(kilos * perKilo[zone]);\n",
      { types: true },
    ),
    byCommand(
      build,
      "ai-coder",
      "raise the city price",
      ["replace-text", "--file", tariff, "--old-text", "city: euro(390)"],
      "city: euro(420)",
      { refused: "GUARD_VIOLATION" },
    ),
    afterReading(
      build,
      "lint-surgeon",
      "a loop that asks includes()",
      async (hands, job) => {
        const seen = await hands.patchctl([
          "context",
          "--file",
          parcel,
          "--anchor",
          "export function mayMove",
        ]);
        read = seen.fileHash ?? "";
        return hands.patchctl(
          [...asRead(23, 28), ...jobFlags(job)],
          "  return next[parcel.state].includes(to);",
        );
      },
      { types: true },
    ),
    afterReading(
      build,
      "ai-coder",
      "log refused moves inside the loop",
      (hands, job) =>
        hands.patchctl(
          [...asRead(23, 28), ...jobFlags(job)],
          "  console.log(parcel.id, to);\n  return false;",
        ),
      { refused: "STALE_SPAN" },
    ),
    // nobody has touched line 37 as it was read: it is line 32 by now, and the edit lands there
    afterReading(
      build,
      "ai-coder",
      "name the state as well",
      (hands, job) =>
        hands.patchctl(
          [...asRead(37, 37), ...jobFlags(job)],
          "  return `${parcel.id}: ${parcel.from} to ${parcel.to} (${parcel.state})`;",
        ),
      { types: true },
    ),
    byHttp(
      build,
      "ai-coder",
      "write the whole file again",
      [
        {
          op: "replace-block",
          file: parcel,
          start: 1,
          end: 28,
          block: 'export type ParcelState = "new" | "done";',
        },
      ],
      { refused: "CHANGE_LIMIT" },
    ),
    byCommand(
      build,
      "docstring-architect",
      "document the rounding",
      ["replace-block", "--file", money, "--start", "120", "--end", "124"],
      "// rounds half up",
      { refused: "LINE_OUT_OF_RANGE" },
    ),
    byCommand(
      build,
      "docstring-architect",
      "document euro()",
      ["insert-before", "--file", money, "--line", "7"],
      "/** So many cents, in euro. */",
      { types: true },
    ),
    byCommand(
      build,
      "ai-coder",
      "whole cents only",
      [
        "replace-text",
        ...["--file", money, "--old-text"],
        "  return { cents: money.cents * factor, currency: money.currency };",
      ],
      "  return Math.round(money.cents * factor);",
      { types: false },
    ),
    byCommand(
      build,
      "ai-coder",
      "times() answers money, not a number",
      ["replace-text", "--file", money, "--old-text", "  return Math.round(money.cents * factor);"],
      "  return { ...money, cents: Math.round(money.cents * factor) };",
      { types: true },
    ),
    byHttp(build, "schema-guardian", "never add two currencies", [
      {
        op: "insert-at-anchor",
        file: money,
        anchor: "return { cents: a.cents + b.cents",
        position: "before",
        block: '  if (a.currency !== b.currency) throw new Error("two currencies do not add up");',
      },
    ]),
    afterReading(check, "reviewer", "finance does not round prices: taken back", async (hands, job) => {
      const round = ["replace-text", "--file", tariff, "--old-text", "  return add(base[zone], extra);"];
      const coder = { ...job, agent: "ai-coder", reason: "round prices to ten cents" };
      const done = await hands.patchctl(
        [...round, ...jobFlags(coder)],
        "  return euro(Math.round(add(base[zone], extra).cents / 10) * 10);",
      );
      if (done.patch_id === undefined) return done;
      return hands.patchctl(["revert", done.patch_id, "--requester", job.agent, "--reason", job.reason]);
    }),
    says(check, "phase_validated", "Prices by zone: one error found and fixed, one edit taken back"),
    says(check, "generation_complete", "ORD-000 is done"),
  ],
};
