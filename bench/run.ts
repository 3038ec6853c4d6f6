// `npm run bench [-- --only NAME,NAME] [--quick]`: every measurement, its peers in the same run, one table, and JSON
// in bench/results/. Ends with 1 where a target was missed or a measurement broke.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Measure, Row } from "./row.ts";
import { table } from "./table.ts";

const measurements: Record<string, () => Promise<{ measure: Measure }>> = {
  "fan-out": () => import("./fan-out.ts"),
  reconnect: () => import("./reconnect.ts"),
  "live-stream": () => import("./live-stream.ts"),
  "first-load": () => import("./first-load.ts"),
  "trace-view": () => import("./trace-view.ts"),
  idle: () => import("./idle.ts"),
  "type-check": () => import("./type-check.ts"),
  apply: () => import("./apply.ts"),
  ingest: () => import("./ingest.ts"),
  patchctl: () => import("./patchctl.ts"),
};

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    quick: { type: "boolean", default: false },
    help: { type: "boolean" },
  },
});
const names = values.only?.split(",") ?? Object.keys(measurements);
const unknown = names.filter((name) => !(name in measurements));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no measurement "${unknown.join(", ")}"`);
  console.log(`npm run bench -- [--quick] [--only NAME,…]\n${Object.keys(measurements).join("\n")}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const loadBefore = loadavg()[0]!;
const rows: Row[] = [];
let broken = 0;
for (const name of names) {
  const start = Date.now();
  try {
    const { measure } = await measurements[name]!();
    rows.push(...(await measure({ quick: values.quick })));
  } catch (error) {
    broken += 1;
    rows.push({
      what: name,
      ours: "could not be measured",
      peer: "",
      ratio: null,
      target: "",
      met: false,
      note: error instanceof Error ? error.message : String(error),
    });
  }
  console.error(`${name}: ${((Date.now() - start) / 1_000).toFixed(0)} s`);
}

const machine = {
  node: process.version,
  kernel: release(),
  cpus: `${cpus().length} x ${cpus()[0]?.model ?? "unknown"}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  loadBefore,
};
const folder = join(import.meta.dirname, "results");
const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")}.json`);
mkdirSync(folder, { recursive: true });
writeFileSync(
  file,
  `${JSON.stringify({ at: new Date().toISOString(), quick: values.quick, machine, rows }, null, 2)}\n`,
);

console.log(`\n${table(rows)}\n`);
console.log(
  `Node ${machine.node}, ${machine.cpus}, ${machine.memoryGiB} GiB${values.quick ? "; quick: indicative only" : ""}`,
);
if (loadBefore > cpus().length / 2) {
  console.log(
    `The machine was not quiet (load ${loadBefore.toFixed(1)} before the first run): times say little, ratios some.`,
  );
}
console.log(`bench/results/${file.slice(folder.length + 1)}`);
process.exitCode = broken > 0 || rows.some(({ met }) => met === false) ? 1 : 0;
