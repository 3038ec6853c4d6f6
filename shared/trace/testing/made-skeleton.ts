import fc from "fast-check";
import type { Span } from "../../models/span.ts";
import type { TraceSkeleton } from "../../models/trace-skeleton.ts";
import { arrange } from "../arrange.ts";
import { toSkeleton } from "../skeleton.ts";
import { span } from "./made-rows.ts";

export const skeletonOf = (...spans: Partial<Span>[]): TraceSkeleton => toSkeleton(arrange(spans.map(span)));

/** Any tree of up to `maxLength` spans of one source: parents by index, so that no circle and no orphan is in it. */
export const anySkeleton = (maxLength = 40, longest = 100): fc.Arbitrary<TraceSkeleton> =>
  fc
    .array(
      fc.record({
        above: fc.nat(),
        start_us: fc.integer({ min: 0, max: 100 }),
        duration_us: fc.option(fc.integer({ min: 0, max: longest }), { freq: 8 }),
        root: fc.boolean(),
      }),
      { minLength: 1, maxLength },
    )
    .map((made) =>
      skeletonOf(
        ...made.map(({ above, root, ...own }, n) => ({
          ...own,
          span_id: `${n}`,
          parent_span_id: n === 0 || (root && n % 5 === 0) ? null : `${above % n}`,
          marks: own.duration_us === null ? ["open" as const] : [],
        })),
      ),
    );
