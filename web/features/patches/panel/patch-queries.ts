import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { getPatch, getPatchCustody, getPatchDiff } from "../../../../shared/operations/patches.ts";
import { answer } from "../../../api/answer.ts";
import { call } from "../../../api/call.ts";

/** Everything read about one patch lies under `["patch", patch_id]`. */
export const patchKeys = {
  all: ["patch"] as const,
  one: (patchId: string) => ["patch", patchId] as const,
  detail: (patchId: string) => ["patch", patchId, "detail"] as const,
  diff: (patchId: string) => ["patch", patchId, "diff"] as const,
  custody: (patchId: string) => ["patch", patchId, "custody"] as const,
};

export const patchDetailQuery = (patchId: string) =>
  queryOptions({
    queryKey: patchKeys.detail(patchId),
    queryFn: async ({ signal }) => (await answer(call(getPatch, { patch_id: patchId }, { signal }))).patch,
  });

export const patchDiffQuery = (patchId: string) =>
  queryOptions({
    queryKey: patchKeys.diff(patchId),
    queryFn: ({ signal }) => answer(call(getPatchDiff, { patch_id: patchId }, { signal })),
    // What a patch did to its files never changes; before it was applied there is nothing to keep.
    staleTime: ({ state }) => (state.data?.diff ? Number.POSITIVE_INFINITY : 0),
  });

export const patchCustodyQuery = (patchId: string) =>
  queryOptions({
    queryKey: patchKeys.custody(patchId),
    queryFn: async ({ signal }) =>
      (await answer(call(getPatchCustody, { patch_id: patchId }, { signal }))).custody,
  });

/**
 * Reads a patch again that an event has spoken of; one that nobody has opened costs nothing. A diff that is known is
 * left alone.
 */
export function refreshPatch(client: QueryClient, patchId: string): void {
  void client.invalidateQueries({ queryKey: patchKeys.detail(patchId) });
  void client.invalidateQueries({ queryKey: patchKeys.custody(patchId) });
  const diff = client.getQueryData(patchDiffQuery(patchId).queryKey);
  if (!diff?.diff) void client.invalidateQueries({ queryKey: patchKeys.diff(patchId) });
}
