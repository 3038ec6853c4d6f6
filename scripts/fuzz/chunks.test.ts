import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fuzz, judged, runFuzzes } from "./chunks.ts";

const fuzz = (judge: (n: number) => Promise<string | null>): Fuzz => ({
  name: "numbers",
  oneIn: 1,
  property: () => judged(fc.nat(100), judge),
  figures: () => "",
});
const budget = { cases: 2000, seed: 1 };

test("a budget of cases is used up, one of time ends it: that is nothing found", async () => {
  const endless = { ...budget, until: Number.POSITIVE_INFINITY };
  expect(await runFuzzes([fuzz(async () => null)], endless)).toEqual({
    tried: { numbers: 2000 },
    found: null,
  });
  const stuck = fuzz(() => new Promise(() => {}));
  const short = { ...budget, until: Date.now() + 20 };
  expect(await runFuzzes([stuck], short)).toMatchObject({ found: null });
});

test("what is wrong is found, as its smallest case", async () => {
  const judge = async (n: number) => (n > 41 ? `${n} is too much` : null);
  const { found } = await runFuzzes([fuzz(judge)], { ...budget, until: Number.POSITIVE_INFINITY });
  expect(found).toMatchObject({ name: "numbers", report: expect.stringContaining("42 is too much") });
});
