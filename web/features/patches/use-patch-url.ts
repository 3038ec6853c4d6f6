import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useAheadOfAddress } from "../../components/frame/use-ahead-of-address.ts";
import { type FacetName, filterOf, type PatchSearch, toggled, withoutFilters } from "./patch-search.ts";

const route = getRouteApi("/patches");

/** What the address says, and how it is changed. Only opening a patch from nothing makes a step to go back by. */
export function usePatchUrl() {
  const held = route.useSearch();
  const navigate = useNavigate({ from: "/patches" });

  const change = useCallback(
    (next: (search: PatchSearch) => PatchSearch, replace = true) => navigate({ search: next, replace }),
    [navigate],
  );
  const actions = useMemo(
    () => ({
      open: (patch: string) => navigate({ search: (old) => ({ ...old, patch }), replace: false }),
      follow: (patch: string) => change((old) => ({ ...old, patch })),
      close: () => change(({ patch: _, ...rest }) => rest),
      setView: (view: "stream" | "table") =>
        change(({ view: _, ...rest }) => (view === "table" ? { ...rest, view } : rest)),
      toggleView: () => change(({ view, ...rest }) => (view === "table" ? rest : { ...rest, view: "table" })),
      setDiff: (diff: "split" | "unified") =>
        change(({ diff: _, ...rest }) => (diff === "split" ? { ...rest, diff } : rest)),
      toggleDiff: () => change(({ diff, ...rest }) => (diff === "split" ? rest : { ...rest, diff: "split" })),
      setSearch: (q: string) =>
        change(({ q: _, ...rest }) => (q === "" ? rest : { ...rest, q: q.slice(0, 200) })),
      /** Adds the value to the facet, or takes it out. */
      toggle: (facet: FacetName, value: string) => change((old) => toggled(old, facet, value)),
      /** Narrows to this one value of the facet. */
      only: (facet: FacetName, value: string) => change((old) => ({ ...old, [facet]: [value] })),
      clearFilters: () => change(withoutFilters),
    }),
    [navigate, change],
  );
  const [q, setSearch] = useAheadOfAddress(held.q ?? "", actions.setSearch);
  const search = useMemo(() => ({ ...held, q: q === "" ? undefined : q }), [held, q]);
  // the filter as the address spells it, so that a change of selection does not read the list again
  const spelled = JSON.stringify(filterOf(search));
  const filter = useMemo(() => JSON.parse(spelled) as ReturnType<typeof filterOf>, [spelled]);
  return { search, filter, isFiltered: spelled !== "{}", ...actions, setSearch };
}

export type PatchUrl = ReturnType<typeof usePatchUrl>;
