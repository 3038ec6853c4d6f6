import { getRouteApi, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAheadOfAddress } from "../../components/frame/use-ahead-of-address.ts";
import { filterOf, type TraceFacet, type TraceSearch, toggled } from "./trace-search.ts";

const route = getRouteApi("/traces");

const withoutSpan = <S extends TraceSearch>({ span: _, ...rest }: S) => rest;
/** What belongs to one trace stays behind when another is opened. */
const withoutTrace = <S extends TraceSearch>({ span, from, replay, ghosts, replays, ...rest }: S) => rest;

/** What the address says, and how it is changed. Opening another trace makes a step to go back by, a span does not. */
export function useTraceUrl() {
  const held = route.useSearch();
  const { traceId } = useParams({ strict: false }) as { traceId?: string };
  const navigate = useNavigate({ from: "/traces" });
  const actions = useMemo(() => {
    const changed = (next: (search: TraceSearch) => TraceSearch): Promise<void> => {
      const search = <S extends TraceSearch>(old: S): S => next(old) as S;
      return traceId === undefined
        ? navigate({ to: "/traces", search, replace: true })
        : navigate({ to: "/traces/$traceId", params: { traceId }, search, replace: true });
    };
    const change = (next: (search: TraceSearch) => TraceSearch): void => {
      void changed(next);
    };
    return {
      open: (trace: string) =>
        void navigate({
          to: "/traces/$traceId",
          params: { traceId: trace },
          search: (old) => withoutTrace(old),
        }),
      openFile: (trace: string) =>
        void navigate({
          to: "/traces/$traceId",
          params: { traceId: trace },
          search: (old) => ({ ...withoutTrace(old), from: "file" as const }),
        }),
      close: () => void navigate({ to: "/traces", search: (old) => withoutTrace(old) }),
      openSpan: (span: number) => change((old) => ({ ...old, span })),
      closeSpan: () => change(withoutSpan),
      /** the span, and what else stands beside the waterfall */
      closeDetails: () => change(({ span, tab, ...rest }) => rest),
      setSearch: (q: string) => change(({ q: _, ...rest }) => (q === "" ? rest : { ...rest, q })),
      toggle: (facet: TraceFacet, value: string) => change((old) => toggled(old, facet, value)),
      only: (facet: TraceFacet, value: string) => change((old) => ({ ...old, [facet]: [value] })),
      clearFacet: (facet: TraceFacet) => change(({ [facet]: _, ...rest }) => rest),
      atMinute: (source: string, minute: string) => change((old) => ({ ...old, source: [source], minute })),
      clearMinute: () => change(({ minute: _, ...rest }) => rest),
      toggleErrors: () =>
        change(({ status, ...rest }) => (status === "error" ? rest : { ...rest, status: "error" })),
      setShow: (show: "active" | "history") =>
        change(({ show: _, ...rest }) => (show === "history" ? { ...rest, show } : rest)),
      toggleRows: () =>
        change(({ rows, ...rest }) => (rows === "source" ? rest : { ...rest, rows: "source" })),
      /** settles once the tab is there */
      setTab: (tab: "details" | "spans" | "replay") =>
        changed(({ tab: _, ...rest }) => (tab === "details" ? rest : { ...rest, tab })),
      toggleGhosts: () =>
        change(({ ghosts, ...rest }) => (ghosts === "off" ? rest : { ...rest, ghosts: "off" })),
      compare: (trace: string) => void navigate({ to: "/traces/compare", search: { a: trace } }),
      openReplays: (of: "this" | "all") => change((old) => ({ ...old, replays: of })),
      clear: () =>
        change(({ span, show, from, rows, tab, replay, ghosts }) => ({
          span,
          show,
          from,
          rows,
          tab,
          replay,
          ghosts,
        })),
    };
  }, [navigate, traceId]);
  const [q, setSearch] = useAheadOfAddress(held.q ?? "", actions.setSearch);
  const search = useMemo(() => ({ ...held, q: q === "" ? undefined : q }), [held, q]);
  // the filter as the address spells it, so that a change of selection does not read the list again
  const spelled = JSON.stringify(filterOf(search));
  const filter = useMemo(() => JSON.parse(spelled) as ReturnType<typeof filterOf>, [spelled]);
  return { search, traceId, filter, isFiltered: spelled !== "{}", ...actions, setSearch };
}

export type TraceUrl = ReturnType<typeof useTraceUrl>;
