import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Span } from "../../../../shared/models/span.ts";
import { compareTraces } from "../../../../shared/operations/replays.ts";
import { getTracePrints } from "../../../../shared/operations/traces.ts";
import { answer } from "../../../api/answer.ts";
import { call } from "../../../api/call.ts";
import type { FileTrace } from "../files/file-store.ts";
import { ComparisonOutput, PrintsOutput } from "./compare-output.ts";
import { compareFiles, type LocalSide } from "./file-comparison.ts";
import { numberOf } from "./object-number.ts";

/** How the second trace differs from the first. Sharing with the last answer would compare every pair of it. */
export const compareQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ["traces", "compare", a, b],
    queryFn: ({ signal }) => answer(call(compareTraces, { a, b }, { signal, output: ComparisonOutput })),
    structuralSharing: false,
    gcTime: 60_000,
  });

/** The same, without details where the traces are long: they take most of the time. The answer says so. */
export const soonCompareQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ["traces", "compare", a, b, "soon"],
    queryFn: ({ signal }) =>
      answer(call(compareTraces, { a, b, details: "if-soon" }, { signal, output: ComparisonOutput })),
    structuralSharing: false,
    gcTime: 60_000,
  });

/** What a trace of the server is held against one of a file by. */
export const printsQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["traces", "prints", traceId],
    queryFn: ({ signal }) =>
      answer(call(getTracePrints, { trace_id: traceId }, { signal, output: PrintsOutput })),
    structuralSharing: false,
    gcTime: 60_000,
  });

const numberOfSide = (side: LocalSide): number[] =>
  side.is === "file" ? [numberOf(side.file)] : [numberOf(side.skeleton), numberOf(side.prints)];

/** The same as `compareQuery` where one trace at least is out of a file. The last one stands until a trace has grown. */
export const fileCompareQuery = (a: LocalSide | null, b: LocalSide | null) =>
  queryOptions({
    queryKey: ["files", "compare", a && numberOfSide(a), b && numberOfSide(b)],
    queryFn: () => compareFiles(a!, b!),
    enabled: a !== null && b !== null,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

/** A span of a file; null: it is not one of a file. */
export const fileSpanQuery = (file: FileTrace | null, id: number) =>
  queryOptions({
    queryKey: ["files", "span", file && numberOf(file), id],
    queryFn: async (): Promise<Span> => {
      const span = (await file?.reader.span(file.trace.trace_id, id)) ?? null;
      if (span === null) throw new Error("the file of this span is not open any more: open it again");
      return span;
    },
    enabled: file !== null && id !== 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
