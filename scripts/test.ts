// `npm test`: types, lint, unit and end-to-end, one after the other. All of them run, whatever the ones before said;
// the end names what failed, and the last line adds up.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Failure, type Outcome, readPlaywright, readVitest } from "./test-reports.ts";

const root = join(import.meta.dirname, "..");
const results = join(root, "test-results");

interface Part {
  name: string;
  command: string;
  /** reads what passed and failed from the reporter's file; without it the part counts as one */
  report?: { file: string; read(report: never, root: string): Outcome };
}

const parts: Part[] = [
  { name: "types", command: "tsc --noEmit" },
  { name: "lint", command: "biome check ." },
  {
    name: "unit",
    command: "vitest run --reporter=default --reporter=json --outputFile.json=test-results/unit.json",
    report: { file: "unit.json", read: readVitest },
  },
  { name: "build", command: "node scripts/build.ts && node scripts/ensure-browser.ts" },
  { name: "package", command: "node scripts/pack-check.ts" },
  {
    name: "end to end",
    // Playwright empties test-results when it starts, so its own report goes beside it
    command: "playwright test --reporter=list,json",
    report: { file: "../playwright-report/e2e.json", read: readPlaywright },
  },
];

let passed = 0;
const failures: Failure[] = [];
for (const part of parts) {
  console.log(`\n=== ${part.name}`);
  const outcome = run(part);
  passed += outcome.passed;
  failures.push(
    ...outcome.failures.map((failure) => ({ ...failure, name: `${part.name}: ${failure.name}` })),
  );
}
for (const { name, message } of failures)
  console.log(`\nfailed  ${name}\n${message.replace(/^/gm, "        ")}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function run({ command, report }: Part): Outcome {
  mkdirSync(results, { recursive: true });
  const file = report === undefined ? null : join(results, report.file);
  if (file !== null) rmSync(file, { force: true });
  const { status, signal } = spawnSync(command, {
    shell: true,
    stdio: "inherit",
    cwd: root,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, "playwright-report/e2e.json") },
  });
  const ended: Failure = { name: command, message: `ended with ${status ?? signal}` };
  if (report === undefined || file === null)
    return status === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [ended] };
  let outcome: Outcome;
  try {
    outcome = report.read(JSON.parse(readFileSync(file, "utf8")) as never, root);
  } catch {
    return { passed: 0, failures: [{ ...ended, message: `${ended.message}, and left no report` }] };
  }
  // a run that failed for another reason than a test (nothing collected, an error between tests) has failed too
  return status !== 0 && outcome.failures.length === 0 ? { ...outcome, failures: [ended] } : outcome;
}
