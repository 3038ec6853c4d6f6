import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { TraceSummary } from "../../../../shared/models/span.ts";
import type { TraceSkeleton } from "../../../../shared/models/trace-skeleton.ts";
import { formatCount } from "../../../components/ui/number-format.ts";
import { fileStore, fileTrace } from "../files/file-store.ts";
import { skeletonQuery } from "../trace-queries.ts";
import { traceModel } from "../waterfall/trace-model.ts";
import { type CompareModel, compareModel } from "./compare-model.ts";
import { compareQuery, fileCompareQuery, printsQuery, soonCompareQuery } from "./compare-query.ts";
import { type LocalSide, printsOfRows } from "./file-comparison.ts";
import { sideNames } from "./side-names.ts";
import type { AskedSide, Side } from "./use-compare-url.ts";

/** Two traces beside each other, as far as they have been read. */
export type Compared =
  /** `words`: what is under way */
  | { is: "reading"; words: string }
  | { is: "failed"; error: Error; retry: () => void }
  /** the file of one of them is not open */
  | { is: "gone"; side: Side }
  | { is: "there"; model: CompareModel };

export function useComparison(a: AskedSide, b: AskedSide): Compared {
  const ofFiles = a.fromFile || b.fromFile;
  // what is answered soonest is asked first: the server reads long traces one after the other
  const [first, second] = [useSide(a, b.fromFile), useSide(b, a.fromFile)];
  // the picture of long traces first, and their details when they have been read
  const isWhole = useIsWhole(a.id, b.id);
  const soon = useQuery({ ...soonCompareQuery(a.id, b.id), enabled: !ofFiles && !isWhole });
  const full = useQuery({
    ...compareQuery(a.id, b.id),
    enabled: !ofFiles && (isWhole || soon.data?.details === "without"),
  });
  const stored = full.data ?? soon.data;
  const read = full.data === undefined ? soon : full;
  // the trace may have been looked at by itself meanwhile, and be read anew
  const isOld = isOlder(stored?.a, first.trace) || isOlder(stored?.b, second.trace);
  const { refetch } = read;
  useEffect(() => {
    if (isOld) void refetch({ cancelRefetch: false });
  }, [isOld, refetch]);
  const filed = useQuery(fileCompareQuery(ofFiles ? first.local : null, ofFiles ? second.local : null));
  const modelA = useModel(first.skeleton);
  const modelB = useModel(second.skeleton);
  const comparison = ofFiles ? filed.data : stored?.comparison;
  // a summary goes with the comparison that was read with it
  const traceA = ofFiles ? first.trace : stored?.a;
  const traceB = ofFiles ? second.trace : stored?.b;
  const withDetails = ofFiles || stored?.details === "with";
  const [fileA, fileB] = [first.file, second.file];
  const model = useMemo(
    () =>
      comparison &&
      modelA &&
      modelB &&
      traceA &&
      traceB &&
      compareModel({ a: traceA, b: traceB, comparison }, modelA, modelB, {
        files: { a: fileA, b: fileB },
        withDetails,
      }),
    [comparison, modelA, modelB, traceA, traceB, fileA, fileB, withDetails],
  );
  for (const [side, { gone }] of [
    ["a", first],
    ["b", second],
  ] as const)
    if (gone) return { is: "gone", side };
  // what came soon does not stand for what did not come
  if (model && (withDetails || full.error === null)) return { is: "there", model };
  // of all that is asked the comparison says best why
  const asked = [full, soon, filed, ...first.asked, ...second.asked];
  const failed = asked.find(({ error }) => error !== null);
  if (failed?.error) {
    const retry = () => {
      for (const query of asked) if (query.error) void query.refetch();
    };
    return { is: "failed", error: failed.error, retry };
  }
  return { is: "reading", words: wordsOf(first.skeleton, second.skeleton) };
}

/** The comparison was read with the details of long traces: that is what is read again from then on. */
function useIsWhole(a: string, b: string): boolean {
  return useQueryClient().getQueryData(compareQuery(a, b).queryKey) !== undefined;
}

const isOlder = (compared: TraceSummary | undefined, trace: TraceSummary | undefined): boolean =>
  compared !== undefined && trace !== undefined && compared.updated_at < trace.updated_at;

/** What is known of one of the two. `prints`: the other is out of a file, so that they are needed. */
function useSide({ id, fromFile }: AskedSide, prints: boolean) {
  const file = useStore(fileStore, ({ traces }) => (fromFile ? fileTrace(traces, id) : undefined)) ?? null;
  const read = useQuery({ ...skeletonQuery(id), enabled: !fromFile });
  const printed = useQuery({ ...printsQuery(id), enabled: !fromFile && prints });
  const skeleton = file?.skeleton ?? read.data?.skeleton;
  const local = useMemo<LocalSide | null>(() => {
    if (file !== null) return { is: "file", file };
    if (fromFile || read.data === undefined || printed.data === undefined) return null;
    const { skeleton } = read.data;
    return { is: "stored", skeleton, prints: printsOfRows(skeleton, printed.data) };
  }, [file, fromFile, read.data, printed.data]);
  return {
    file,
    gone: fromFile && file === null,
    skeleton,
    trace: file?.trace ?? read.data?.trace,
    local,
    asked: [read, printed],
  };
}

const useModel = (skeleton: TraceSkeleton | undefined) =>
  useMemo(() => skeleton && traceModel(skeleton), [skeleton]);

function wordsOf(a: TraceSkeleton | undefined, b: TraceSkeleton | undefined): string {
  if (a === undefined || b === undefined)
    return `Reading the ${sideNames[a === undefined ? "a" : "b"].toLowerCase()}…`;
  return `Holding ${formatCount(a.id.length)} and ${formatCount(b.id.length)} spans against each other…`;
}
