/** What a reporter's file says of a run: how many passed, and each test that did not. */
export interface Outcome {
  passed: number;
  failures: Failure[];
}
export interface Failure {
  /** the file, and the titles down to the test */
  name: string;
  /** what it said first, without colours */
  message: string;
}

/** Vitest's JSON. A file that could not be read or set up has a message of its own, and no test that failed. */
export interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

export function readVitest({ numPassedTests, testResults }: VitestReport, root: string): Outcome {
  const failures = testResults.flatMap((file) => {
    const path = file.name.replace(`${root}/`, "");
    const tests = file.assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => ({
        name: `${path} › ${fullName}`,
        message: short(failureMessages?.[0], root),
      }));
    return tests.length === 0 && file.status === "failed"
      ? [{ name: path, message: short(file.message, root) }]
      : tests;
  });
  return { passed: numPassedTests, failures };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: PlaywrightSpec[];
}
interface PlaywrightSpec {
  title: string;
  file: string;
  line: number;
  tests: { status: string; results: { error?: { message?: string } }[] }[];
}
/** Playwright's JSON. What passed only when it was tried again has failed. */
export interface PlaywrightReport {
  stats: { expected: number };
  suites: PlaywrightSuite[];
  errors?: { message?: string }[];
}

export function readPlaywright({ stats, suites, errors = [] }: PlaywrightReport, root: string): Outcome {
  const failures = suites.flatMap(specsOf).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ results }) => ({
        name: `${file}:${line} › ${title}`,
        message: short(results.find(({ error }) => error !== undefined)?.error?.message, root),
      })),
  );
  return {
    passed: stats.expected,
    failures: [
      ...failures,
      ...errors.map(({ message }) => ({ name: "between tests", message: short(message, root) })),
    ],
  };
}

const specsOf = ({ suites = [], specs = [] }: PlaywrightSuite): PlaywrightSpec[] => [
  ...specs,
  ...suites.flatMap(specsOf),
];

const LINES = 6;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const colour = /\u001b\[[0-9;]*m/g;

const short = (message: string | undefined, root: string): string =>
  (message ?? "")
    .replace(colour, "")
    .replaceAll(`${root}/`, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, LINES)
    .join("\n");
