// `npm test`: types, lint, unit and end-to-end, one after the other. All of them run, whatever the ones before said;
// the last line adds up.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const results = join(root, "test-results");

interface Count {
  passed: number;
  failed: number;
}
interface Part {
  name: string;
  command: string;
  /** reads how many tests passed and failed from the reporter's file; without it the part counts as one */
  report?: { file: string; count(report: never): Count };
}

const parts: Part[] = [
  { name: "types", command: "tsc --noEmit" },
  { name: "lint", command: "biome check ." },
  {
    name: "unit",
    command: "vitest run --reporter=default --reporter=json --outputFile.json=test-results/unit.json",
    report: {
      file: "unit.json",
      count: (report: { numPassedTests: number; numFailedTests: number }) => ({
        passed: report.numPassedTests,
        failed: report.numFailedTests,
      }),
    },
  },
  { name: "build", command: "node scripts/build.ts && node scripts/ensure-browser.ts" },
  { name: "package", command: "node scripts/pack-check.ts" },
  {
    name: "end to end",
    // Playwright empties test-results when it starts, so its own report goes beside it
    command: "playwright test --reporter=list,json",
    report: {
      file: "../playwright-report/e2e.json",
      count: ({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
      }),
    },
  },
];

const total: Count = { passed: 0, failed: 0 };
for (const part of parts) {
  console.log(`\n=== ${part.name}`);
  const { passed, failed } = run(part);
  total.passed += passed;
  total.failed += failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function run({ command, report }: Part): Count {
  mkdirSync(results, { recursive: true });
  const file = report === undefined ? null : join(results, report.file);
  if (file !== null) rmSync(file, { force: true });
  const { status } = spawnSync(command, {
    shell: true,
    stdio: "inherit",
    cwd: root,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, "playwright-report/e2e.json") },
  });
  const bad = status === 0 ? 0 : 1;
  if (report === undefined || file === null) return { passed: 1 - bad, failed: bad };
  try {
    const { passed, failed } = report.count(JSON.parse(readFileSync(file, "utf8")) as never);
    // a run that failed for another reason than a test (nothing collected, an error between tests) has failed too
    return { passed, failed: Math.max(failed, bad) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
