import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Runs a few log calls in a process of their own, and answers the lines of its standard error. */
function linesOf(level: string): string[] {
  const script = `
    import { createLogger } from ${JSON.stringify(join(import.meta.dirname, "logger.ts"))};
    const log = createLogger(${JSON.stringify(level)});
    log.debug({ n: 1 }, "a"); log.info({ n: 2 }, "b"); log.warn({ n: 3 }, "c"); log.error({ n: 4 }, "d");`;
  const said = execFileSync("/bin/sh", [
    "-c",
    '"$0" --input-type=module -e "$1" 2>&1',
    process.execPath,
    script,
  ]);
  return said.toString().split("\n").filter(Boolean);
}

test("what is at or above the level is written, a JSON line each, in order", () => {
  const told = (level: string) =>
    linesOf(level).map((line) => JSON.parse(line) as { n: number; msg: string });
  expect(told("info").map(({ n, msg }) => [n, msg])).toEqual([
    [2, "b"],
    [3, "c"],
    [4, "d"],
  ]);
  expect(told("error").map(({ n }) => n)).toEqual([4]);
  expect(told("no such level").map(({ n }) => n)).toEqual([3, 4]);
});
