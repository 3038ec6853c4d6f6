import { expect, test } from "vitest";
import { runFuzzes } from "./chunks.ts";
import { allFuzzes } from "./fuzzes.ts";

// FUZZ_SECONDS=600 SEED=7 npx vitest run scripts/fuzz/fuzz.test.ts; `npm run fuzz` says more
const seconds = Number(process.env.FUZZ_SECONDS ?? 60);
// the same stories every time, or a change would be blamed for what an old one hid; other seeds are for the desk
const seed = Number(process.env.SEED ?? 424242);

test(
  `${seconds} s of random requests: none is misplaced, none throws, none writes what it does not say`,
  async () => {
    const until = Date.now() + seconds * 1000;
    const { tried, found } = await runFuzzes(allFuzzes(), { cases: Number.POSITIVE_INFINITY, seed, until });
    expect(
      found &&
        `npm run fuzz -- --only ${found.name} --seed ${found.seed} --path ${found.path}\n${found.report}`,
    ).toBeNull();
    expect(Object.values(tried).every((count) => count > 0)).toBe(true);
  },
  (seconds + 60) * 1000,
);
