import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ErrorCode, errorCodes } from "../../shared/errors.ts";
import { byHand } from "./by-hand.ts";
import { provokeAll, scenarios } from "./provoke.ts";
import { render } from "./render.ts";
import type { Provoked } from "./scenario.ts";

// a full disk is stood for by a device that not every system has
describe.skipIf(!existsSync("/dev/full"))("docs/errors.md", () => {
  // not in a hook: of one that fails a report has no word, and its tests count as left out
  let all: Promise<ReadonlyMap<ErrorCode, Provoked>> | undefined;
  const provoked = () => {
    all ??= provokeAll();
    return all;
  };

  test("has an example of every code, provoked but for the very few that cannot be", () => {
    expect([...scenarios.map(({ code }) => code), ...Object.keys(byHand)].sort()).toEqual(
      [...errorCodes].sort(),
    );
    expect(Object.keys(byHand).length).toBeLessThan(3);
  });

  test("is what the code answers now (npm run docs:errors)", { timeout: 300_000 }, async () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8");
    expect(page).toBe(render(await provoked()));
  });

  test("holds refusals that say what to do, without a path of a machine", { timeout: 300_000 }, async () => {
    for (const [code, { refusal }] of await provoked()) {
      expect(refusal.error.length, `${code}: ${refusal.error}`).toBeGreaterThan(25);
      expect(JSON.stringify(refusal), code).not.toMatch(/\/(tmp|home|root|Users|work)\//);
    }
  });
});
