import { TraceSkeleton } from "../../../shared/models/trace-skeleton.ts";
import { getTraceSkeleton } from "../../../shared/operations/traces.ts";
import { wholeNumbers } from "./quick-column.ts";

/** The operation's output; its columns are looked at in loops. */
export const SkeletonOutput = getTraceSkeleton.output.extend({
  skeleton: TraceSkeleton.extend({
    id: wholeNumbers,
    parent: wholeNumbers,
    start: wholeNumbers,
    duration: wholeNumbers,
    source: wholeNumbers,
    stage: wholeNumbers,
    operation: wholeNumbers,
    flags: wholeNumbers,
  }),
});
