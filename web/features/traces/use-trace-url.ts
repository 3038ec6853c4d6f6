import { getRouteApi, useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAheadOfAddress } from "../../components/frame/use-ahead-of-address.ts";
import { filterOf, type TraceFacet, type TraceSearch, toggled } from "./trace-search.ts";

const route = getRouteApi("/traces");

const withoutSpan = <S extends TraceSearch>({ span, span_id, ...rest }: S) => rest;
/** What belongs to one trace stays behind when another is opened. */
const withoutTrace = <S extends TraceSearch>({ span, span_id, from, replay, ghosts, replays, ...rest }: S) =>
  rest;

/** What the address says, and how it is changed. Opening another trace makes a step to go back by, a span does not. */
export function useTraceUrl() {
  const held = route.useSearch();
  const { traceId } = useParams({ strict: false }) as { traceId?: string };
  const navigate = useNavigate({ from: "/traces" });
  const navigateHere = useNavigate();
  const router = useRouter();
  const actions = useMemo(() => {
    // of the address as it is by now: the trace that it leads to may still be on its way while this one is on screen
    const changed = (next: (search: TraceSearch) => TraceSearch): Promise<void> =>
      navigateHere({ to: ".", search: next as never, replace: true });
    const newest = (): string | undefined =>
      (router.getMatchedRoutes(router.latestLocation.pathname)[1] as { traceId?: string }).traceId;
    const change = (next: (search: TraceSearch) => TraceSearch): void => {
      void changed(next);
    };
    return {
      /** the trace that the address leads to, also before it is on screen */
      newest,
      /** `spanId`: its sender's id of a span to open with it */
      open: (trace: string, spanId?: string) =>
        void navigate({
          to: "/traces/$traceId",
          params: { traceId: trace },
          search: (old) => ({ ...withoutTrace(old), span_id: spanId }),
        }),
      openFile: (trace: string) =>
        void navigate({
          to: "/traces/$traceId",
          params: { traceId: trace },
          search: (old) => ({ ...withoutTrace(old), from: "file" as const }),
        }),
      close: () => void navigate({ to: "/traces", search: (old) => withoutTrace(old) }),
      openSpan: (span: number) => {
        // a span of the trace on screen is none of the one on its way
        if (newest() === traceId) change((old) => ({ ...withoutSpan(old), span }));
      },
      closeSpan: () => change(withoutSpan),
      /** the span, and what else stands beside the waterfall */
      closeDetails: () => change(({ tab, ...rest }) => withoutSpan(rest)),
      setSearch: (q: string) => change(({ q: _, ...rest }) => (q === "" ? rest : { ...rest, q })),
      toggle: (facet: TraceFacet, value: string) => change((old) => toggled(old, facet, value)),
      only: (facet: TraceFacet, value: string) => change((old) => ({ ...old, [facet]: [value] })),
      clearFacet: (facet: TraceFacet) => change(({ [facet]: _, ...rest }) => rest),
      atMinute: (source: string, minute: string) => change((old) => ({ ...old, source: [source], minute })),
      clearMinute: () => change(({ minute: _, ...rest }) => rest),
      toggleErrors: () =>
        change(({ status, ...rest }) => (status === "error" ? rest : { ...rest, status: "error" })),
      toggleShow: () =>
        change(({ show, ...rest }) => (show === "history" ? rest : { ...rest, show: "history" })),
      setMinMs: (ms: number | undefined) =>
        change(({ min_ms: _, ...rest }) => (ms === undefined ? rest : { ...rest, min_ms: ms })),
      setShow: (show: "active" | "history") =>
        change(({ show: _, ...rest }) => (show === "history" ? { ...rest, show } : rest)),
      toggleRows: () =>
        change(({ rows, ...rest }) => (rows === "source" ? rest : { ...rest, rows: "source" })),
      /** settles once the tab is there */
      setTab: (tab: "details" | "spans" | "replay") =>
        changed(({ tab: _, ...rest }) => (tab === "details" ? rest : { ...rest, tab })),
      toggleGhosts: () =>
        change(({ ghosts, ...rest }) => (ghosts === "off" ? rest : { ...rest, ghosts: "off" })),
      compare: (trace: string) =>
        void navigate({
          to: "/traces/compare",
          search: ({ from }) => ({ a: trace, ...(from === undefined ? {} : { a_from: from }) }),
        }),
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
  }, [navigate, navigateHere, router, traceId]);
  const [q, setSearch] = useAheadOfAddress(held.q ?? "", actions.setSearch);
  const search = useMemo(() => ({ ...held, q: q === "" ? undefined : q }), [held, q]);
  // the filter as the address spells it, so that a change of selection does not read the list again
  const spelled = JSON.stringify(filterOf(search));
  const filter = useMemo(() => JSON.parse(spelled) as ReturnType<typeof filterOf>, [spelled]);
  return { search, traceId, filter, isFiltered: spelled !== "{}", ...actions, setSearch };
}

export type TraceUrl = ReturnType<typeof useTraceUrl>;
