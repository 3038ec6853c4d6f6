import { queryOptions } from "@tanstack/react-query";
import { compareTraces } from "../../../../shared/operations/replays.ts";
import { answer } from "../../../api/answer.ts";
import { call } from "../../../api/call.ts";
import { ComparisonOutput } from "./compare-output.ts";

/** How the second trace differs from the first. Sharing with the last answer would compare every pair of it. */
export const compareQuery = (a: string, b: string) =>
  queryOptions({
    queryKey: ["traces", "compare", a, b],
    queryFn: ({ signal }) => answer(call(compareTraces, { a, b }, { signal, output: ComparisonOutput })),
    structuralSharing: false,
    gcTime: 60_000,
  });
