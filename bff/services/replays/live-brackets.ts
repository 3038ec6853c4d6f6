import type { BegunSpan, Recorder } from "../../ports/replay-runs.ts";
import type { LivePlan } from "./live-plan.ts";

/** The ancestors of calls: each begins with the first call below it and ends with the last. */
export interface LiveBrackets {
  /** The span under which a row stands; it and those above it are begun where they were not. */
  parentOf(row: number): Promise<string>;
  /** A call, by its row, has ended. `differed`: otherwise than in the original; null: it did not. */
  ended(row: number, differed: "ok" | "error" | null): Promise<void>;
  /** Ends what is still open, where the replay ends before its calls do. */
  endAll(): Promise<void>;
}

/**
 * A bracket ends as the original did, unless what is below it came out otherwise: then in an error where one of those
 * failed, else well. `begin` writes the begin of the span of a row.
 */
export function liveBrackets(
  { above }: Pick<LivePlan, "above">,
  tools: {
    recorder: Recorder;
    begin(row: number, parent: string): Promise<BegunSpan>;
    failed(row: number): boolean;
    now(): number;
    /** A bracket has ended. */
    ended(failed: boolean): void;
  },
): LiveBrackets {
  const { recorder, now } = tools;
  /** calls and brackets right below that have not ended */
  const left = new Map<number, number>();
  for (const up of above.values()) left.set(up, (left.get(up) ?? 0) + 1);
  const begun = new Map<number, Promise<BegunSpan>>();
  const differs = new Map<number, "ok" | "error">();

  async function end(row: number): Promise<void> {
    const span = await begun.get(row)!;
    begun.delete(row);
    const how = differs.get(row) ?? null;
    const failed = how === null ? tools.failed(row) : how === "error";
    await (failed ? recorder.spanError(span, now()) : recorder.spanEnd(span, now()));
    tools.ended(failed);
  }

  return {
    async parentOf(row) {
      const chain: number[] = [];
      for (let at = above.get(row)!; at !== -1 && !begun.has(at); at = above.get(at)!) chain.push(at);
      for (const at of chain.reverse()) {
        const up = above.get(at)!;
        const parent =
          up === -1 ? Promise.resolve(recorder.root) : begun.get(up)!.then(({ span_id }) => span_id);
        begun.set(
          at,
          parent.then((id) => tools.begin(at, id)),
        );
      }
      const up = above.get(row)!;
      return up === -1 ? recorder.root : (await begun.get(up)!).span_id;
    },
    async ended(row, differed) {
      let [at, how] = [above.get(row)!, differed];
      while (at !== -1) {
        if (how !== null && differs.get(at) !== "error") differs.set(at, how);
        const still = left.get(at)! - 1;
        left.set(at, still);
        if (still > 0) return;
        how = differs.get(at) ?? null;
        await end(at);
        at = above.get(at)!;
      }
    },
    async endAll() {
      // the deepest first: a row is above all that is below it
      for (const row of [...begun.keys()].sort((a, b) => b - a)) {
        differs.set(row, "error");
        await end(row);
      }
    },
  };
}
