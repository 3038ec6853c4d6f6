import { expect, test } from "vitest";
import { readPlaywright, readVitest } from "./test-reports.ts";

test("of Vitest each failed test is named with its file and what it said", () => {
  const outcome = readVitest(
    {
      numPassedTests: 2,
      testResults: [
        {
          name: "/repo/shared/a.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "one holds", status: "passed" },
            {
              fullName: "two holds",
              status: "failed",
              failureMessages: ["\u001b[31mExpected 2\u001b[39m\n at x"],
            },
          ],
        },
        {
          name: "/repo/shared/b.test.ts",
          status: "failed",
          message: "cannot read /repo/x",
          assertionResults: [],
        },
      ],
    },
    "/repo",
  );
  expect(outcome).toEqual({
    passed: 2,
    failures: [
      { name: "shared/a.test.ts › two holds", message: "Expected 2\n at x" },
      { name: "shared/b.test.ts", message: "cannot read x" },
    ],
  });
});

test("of Playwright what failed, what passed only the second time, and what failed between tests", () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: "a.spec.ts",
    line: 3,
    tests: [{ status, results: [{ ...(message && { error: { message } }) }, {}] }],
  });
  const outcome = readPlaywright(
    {
      stats: { expected: 1 },
      suites: [
        { specs: [spec("fine", "expected")], suites: [{ specs: [spec("bad", "unexpected", "no row")] }] },
        { specs: [spec("shaky", "flaky", "late")] },
      ],
      errors: [{ message: "no browser" }],
    },
    "/repo",
  );
  expect(outcome).toEqual({
    passed: 1,
    failures: [
      { name: "a.spec.ts:3 › bad", message: "no row" },
      { name: "a.spec.ts:3 › shaky", message: "late" },
      { name: "between tests", message: "no browser" },
    ],
  });
});
