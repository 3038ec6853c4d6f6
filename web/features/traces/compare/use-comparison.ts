import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { skeletonQuery } from "../trace-queries.ts";
import { traceModel } from "../waterfall/trace-model.ts";
import { type CompareModel, compareModel } from "./compare-model.ts";
import { compareQuery } from "./compare-query.ts";

/** Two traces beside each other, as far as they have been read. */
export type Compared =
  | { is: "reading" }
  | { is: "failed"; error: Error; retry: () => void }
  | { is: "there"; model: CompareModel };

export function useComparison(a: string, b: string): Compared {
  // what is answered soonest is asked first: the server reads long traces one after the other
  const [first, second] = [useQuery(skeletonQuery(a)), useQuery(skeletonQuery(b))];
  const compared = useQuery(compareQuery(a, b));
  const [skeletonA, skeletonB] = [first.data?.skeleton, second.data?.skeleton];
  const modelA = useMemo(() => skeletonA && traceModel(skeletonA), [skeletonA]);
  const modelB = useMemo(() => skeletonB && traceModel(skeletonB), [skeletonB]);
  const { data } = compared;
  const model = useMemo(
    () => data && modelA && modelB && compareModel(data, modelA, modelB),
    [data, modelA, modelB],
  );
  if (model) return { is: "there", model };
  // of the three the comparison says best why
  const failed = [compared, first, second].find(({ error }) => error !== null);
  if (failed?.error) {
    const retry = () => {
      for (const query of [compared, first, second]) if (query.error) void query.refetch();
    };
    return { is: "failed", error: failed.error, retry };
  }
  return { is: "reading" };
}
