// `npm run fuzz [-- --cases 100000 --seed S --minutes M --only KIND --path P]`: looks for a request that the engine
// gets wrong. A failure is printed as the smallest case that still fails, with the command that repeats it.
import { parseArgs } from "node:util";
import { repeatCase, runFuzzes } from "./fuzz/chunks.ts";
import { allFuzzes } from "./fuzz/fuzzes.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000_000) },
    minutes: { type: "string", default: "1000000" },
    only: { type: "string" },
    path: { type: "string" },
  },
});
const seed = Number(values.seed);
const known = allFuzzes();
const fuzzes = known.filter(({ name }) => values.only === undefined || values.only === name);
if (fuzzes.length === 0) {
  console.error(`--only takes one of ${known.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const began = Date.now();
let found: Awaited<ReturnType<typeof repeatCase>>;
if (values.path !== undefined) found = await repeatCase(fuzzes[0]!, seed, values.path);
else {
  console.log(`seed ${seed}`);
  const until = began + Number(values.minutes) * 60_000;
  const budget = { cases: Number(values.cases), seed, until, progress };
  const run = await runFuzzes(fuzzes, budget);
  found = run.found;
  if (process.stderr.isTTY) process.stderr.write("\n");
  for (const { name, figures } of fuzzes) console.log(`${name}: ${run.tried[name]} cases: ${figures()}`);
}
console.log(`${((Date.now() - began) / 1000).toFixed(1)} s`);
if (found === null) console.log("nothing wrong was found");
else {
  console.log(`\n${found.name} FAILED\n${found.report}\n`);
  console.log(`repeat it: npm run fuzz -- --only ${found.name} --seed ${found.seed} --path ${found.path}`);
  process.exitCode = 1;
}

function progress(name: string, done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${done} of ${of}          `);
}
