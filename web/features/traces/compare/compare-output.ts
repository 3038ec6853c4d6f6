import { ComparisonColumns } from "../../../../shared/models/trace-comparison.ts";
import { compareTraces } from "../../../../shared/operations/replays.ts";
import { getTracePrints } from "../../../../shared/operations/traces.ts";
import { columnOf, wholeNumbers } from "../quick-column.ts";

/** The operation's output; its columns are looked at in loops. */
export const ComparisonOutput = compareTraces.output.extend({
  comparison: ComparisonColumns.extend({
    a: wholeNumbers,
    b: wholeNumbers,
    above: wholeNumbers,
    deviation: columnOf<number | null>((value) => value === null || Number.isFinite(value)),
    flags: wholeNumbers,
  }),
});

export const PrintsOutput = getTracePrints.output.extend({ id: wholeNumbers, print: wholeNumbers });
