import { useQuery } from "@tanstack/react-query";
import type { RefObject } from "react";
import { useCommands } from "../../components/frame/commands.ts";
import type { TraceList } from "./feed/use-trace-list.ts";
import { togglePause } from "./live/pause-store.ts";
import { activityQuery } from "./trace-queries.ts";
import type { TraceUrl } from "./use-trace-url.ts";

/** Sources that the palette offers to focus on; the filter finds the others. */
const MOST_SOURCES = 50;

/** What can be done with the list of traces, with its keys. The keys of the waterfall are its own. */
export function useTraceCommands({
  url,
  list,
  searchRef,
  fileRef,
}: {
  url: TraceUrl;
  list: TraceList;
  searchRef: RefObject<HTMLInputElement | null>;
  fileRef: RefObject<HTMLInputElement | null>;
}): void {
  const traces = list.traces ?? [];
  const move = (step: 1 | -1) => {
    // from where the last key led, though that may not be on screen yet
    const from = url.newest();
    const at = traces.findIndex(({ trace_id }) => trace_id === from);
    const next = traces[at === -1 ? 0 : Math.min(Math.max(at + step, 0), traces.length - 1)];
    if (next && next.trace_id !== from) url.open(next.trace_id);
  };
  const section = "Traces";
  // the arrows belong to the waterfall; in the list they move through it
  const inList = () => document.activeElement?.closest("[data-feed]") !== null;
  const { data } = useQuery(activityQuery);
  const sources = [...new Set(data?.cells.map(({ source }) => source))].slice(0, MOST_SOURCES);
  useCommands([
    ...sources.map((source) => ({
      id: `trace-only-${source}`,
      title: `Focus on ${source}`,
      section,
      keywords: ["source", "factory", "only"],
      run: () => url.only("source", source),
    })),
    ...(url.search.source === undefined
      ? []
      : [
          {
            id: "trace-all-sources",
            title: "Show all sources",
            section,
            keys: ["x"],
            run: () => url.clearFacet("source"),
          },
        ]),
    { id: "next-trace", title: "Next trace", section, keys: ["j"], inPalette: false, run: () => move(1) },
    {
      id: "previous-trace",
      title: "Trace before",
      section,
      keys: ["k"],
      inPalette: false,
      run: () => move(-1),
    },
    {
      id: "trace-search",
      title: "Search traces and spans",
      section,
      keys: ["/", "Mod+b"],
      run: () => searchRef.current?.select(),
    },
    {
      id: "trace-file",
      title: "Open a trace file…",
      section,
      keys: ["i"],
      keywords: ["import", "jaeger", "zipkin", "otlp"],
      run: () => fileRef.current?.click(),
    },
    ...(url.traceId === undefined
      ? []
      : [
          { id: "trace-rows", title: "Rows by source or by call", section, keys: ["r"], run: url.toggleRows },
        ]),
    ...(url.traceId === undefined
      ? []
      : [
          {
            id: "trace-compare",
            title: "Compare this trace with…",
            section,
            keys: ["C"],
            keywords: ["diff", "two", "timeline"],
            run: () => url.compare(url.traceId!),
          },
        ]),
    {
      id: "trace-replay",
      title: "Replay a trace…",
      section,
      keys: ["R"],
      keywords: ["dry run", "simulate", "again"],
      // so that Tab goes on into the console
      run: () =>
        void url
          .setTab("replay")
          .then(() =>
            requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-replay]")?.focus()),
          ),
    },
    {
      id: "trace-replays",
      title: url.traceId === undefined ? "Past replays" : "Past replays of this trace",
      section,
      keys: ["H"],
      keywords: ["history"],
      run: () => url.openReplays(url.traceId === undefined ? "all" : "this"),
    },
    ...(url.search.replay === undefined
      ? []
      : [
          {
            id: "trace-ghosts",
            title: "Bars of the replay, shown or hidden",
            section,
            keys: ["G"],
            run: url.toggleGhosts,
          },
        ]),
    { id: "trace-pause", title: "Pause or go on", section, keys: [" "], run: togglePause },
    {
      id: "trace-errors",
      title: "Traces with errors only",
      section,
      keys: ["e"],
      run: url.toggleErrors,
    },
    {
      id: "trace-history",
      title: "Live or whole history",
      section,
      keys: ["h"],
      run: url.toggleShow,
    },
    {
      id: "close-trace",
      title: "Close the span, then the trace",
      section,
      keys: ["Escape"],
      inPalette: false,
      run: () => {
        if (url.search.span !== undefined) url.closeSpan();
        else if (url.traceId !== undefined && !inList()) url.close();
        else if (url.traceId === undefined && url.search.tab === "replay") void url.setTab("details");
      },
    },
  ]);
}
