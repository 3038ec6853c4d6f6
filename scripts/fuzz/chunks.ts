import fc from "fast-check";

/** One kind of case: what is drawn, and what is wrong with it (null: nothing). */
export interface Fuzz {
  name: string;
  /** of how many cases one is of this kind */
  oneIn: number;
  property(): fc.IAsyncProperty<[unknown]>;
  /** figures of the cases so far, for the last line */
  figures(): string;
}

/** A property over `drawn` that fails with what `judge` says is wrong. */
export function judged<T>(
  drawn: fc.Arbitrary<T>,
  judge: (value: T) => Promise<string | null>,
): fc.IAsyncProperty<[unknown]> {
  return fc.asyncProperty(drawn, async (value) => {
    const wrong = await judge(value);
    if (wrong !== null) throw new Error(wrong);
  }) as fc.IAsyncProperty<[unknown]>;
}

export interface Found {
  name: string;
  seed: number;
  path: string;
  /** the smallest case that fails, and why */
  report: string;
}

export interface Budget {
  /** stories about interleavings; the others get their share of it */
  cases: number;
  seed: number;
  /** epoch milliseconds after which no new case begins */
  until: number;
  /** told now and then how many cases of which kind are done */
  progress?: (name: string, done: number, of: number) => void;
}

const chunk = 1000;

/** Draws cases of each kind until the budget is used up or one fails. Answers how many of each were tried. */
export async function runFuzzes(
  fuzzes: readonly Fuzz[],
  { cases, seed, until, progress }: Budget,
): Promise<{ tried: Record<string, number>; found: Found | null }> {
  const tried: Record<string, number> = Object.fromEntries(fuzzes.map(({ name }) => [name, 0]));
  // by turns, so that a budget of time is shared as one of cases is
  for (let from = 0; from < cases && Date.now() < until; from += chunk) {
    for (const fuzz of fuzzes) {
      const numRuns = Math.ceil(Math.min(chunk, cases - from) / fuzz.oneIn);
      const run = { seed: seed + from, numRuns };
      const left = until - Date.now();
      if (left <= 0) break;
      const limits = Number.isFinite(left)
        ? { interruptAfterTimeLimit: left, markInterruptAsFailure: false }
        : {};
      const details = await fc.check(fuzz.property(), { ...run, ...limits });
      tried[fuzz.name] = tried[fuzz.name]! + details.numRuns;
      // one that ran out of time before its first case counts as failed, too, and has found nothing
      if (details.counterexample !== null) return { tried, found: foundBy(fuzz, details) };
      progress?.(fuzz.name, tried[fuzz.name]!, Math.ceil(cases / fuzz.oneIn));
    }
  }
  return { tried, found: null };
}

/** One case again, by the seed and path that a failure named. */
export async function repeatCase(fuzz: Fuzz, seed: number, path: string): Promise<Found | null> {
  const details = await fc.check(fuzz.property(), { seed, path, numRuns: 1 });
  return details.failed ? foundBy(fuzz, details) : null;
}

const foundBy = ({ name }: Fuzz, details: fc.RunDetails<[unknown]>): Found => ({
  name,
  seed: details.seed,
  path: details.counterexamplePath ?? "",
  report: `${String((details.errorInstance as Error | null)?.message ?? details.errorInstance)}\ncase: ${fc.stringify(details.counterexample?.[0])}`,
});
