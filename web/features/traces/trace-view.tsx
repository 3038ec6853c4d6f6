import clsx from "clsx";
import { Waypoints } from "lucide-react";
import { type ReactNode, Suspense, useRef } from "react";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Kbd } from "../../components/ui/kbd.tsx";
import { lazyPart } from "../../components/ui/lazy-part.tsx";
import { FeedCard } from "./feed/feed-card.tsx";
import { useTraceList } from "./feed/use-trace-list.ts";
import { useFileDrop } from "./files/use-file-drop.ts";
import { FirstTrace } from "./first-trace.tsx";
import { TraceToolbar } from "./header/trace-toolbar.tsx";
import { HeatmapCard, HeatmapDrawer } from "./heatmap/heatmap-card.tsx";
import { Later } from "./later.tsx";
import { useTraceLive } from "./live/use-trace-live.ts";
import { OpenTrace } from "./open-trace.tsx";
import { useNothingYet } from "./use-nothing-yet.ts";
import { useSidePanels } from "./use-side-panels.ts";
import { useTraceCommands } from "./use-trace-commands.ts";
import { useTraceUrl } from "./use-trace-url.ts";

const Drawer = lazyPart(() => import("../../components/ui/drawer.tsx").then((file) => file.Drawer));

/**
 * The Traces screen. The address holds the trace, the span, and what the list is narrowed to. `replay`: the console
 * that runs the trace of the address again, or one that is typed.
 */
export function TraceView({ replay }: { replay: ReactNode }) {
  const url = useTraceUrl();
  const list = useTraceList(url);
  const listRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  useTraceLive(url.traceId, url.search.replay);
  const fileRef = useRef<HTMLInputElement>(null);
  const dragged = useFileDrop(url.openFile);
  const panels = useSidePanels(url.traceId);
  useTraceCommands({ url, list, searchRef, fileRef });
  const nothing = useNothingYet(url, list);
  const isConsole = url.traceId === undefined && url.search.tab === "replay";
  // there is no room for two, and where nothing is yet, how to send the first one says more than an empty list
  const withoutFeed = !panels.wide && (nothing || isConsole);
  const feed = <FeedCard url={url} list={list} listRef={listRef} />;
  return (
    <div className="flex h-full min-h-0 flex-col gap-2.5 p-2.5">
      <TraceToolbar url={url} searchRef={searchRef} fileRef={fileRef} panels={panels} />
      <div
        className={clsx(
          "grid min-h-0 flex-1 gap-2.5",
          "grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
          "wide:grid-cols-[250px_minmax(0,1fr)_clamp(300px,25vw,440px)]",
        )}
      >
        {panels.feed.is === "drawer" ? (
          <Suspense>
            <Drawer
              side="left"
              title="Traces"
              open={panels.feed.open}
              onOpenChange={panels.feed.onOpenChange}
            >
              <div className="grid min-h-0 flex-1">{feed}</div>
            </Drawer>
          </Suspense>
        ) : (
          // rows first: they are what a link to a trace is opened for
          !withoutFeed && <Later meanwhile={<Card />}>{feed}</Later>
        )}
        {url.traceId !== undefined ? (
          <OpenTrace url={url} traceId={url.traceId} details={panels.details} replay={replay} />
        ) : (
          (panels.wide || withoutFeed) && (
            <Card className="wide:col-span-2">
              {nothing ? (
                <FirstTrace />
              ) : isConsole ? (
                <section
                  data-replay
                  tabIndex={-1}
                  aria-label="Replay"
                  className="overflow-y-auto outline-none"
                >
                  {replay}
                </section>
              ) : (
                <NoTrace />
              )}
            </Card>
          )
        )}
      </div>
      {panels.heatmap.is === "drawer" ? (
        <HeatmapDrawer url={url} open={panels.heatmap.open} onOpenChange={panels.heatmap.onOpenChange} />
      ) : (
        <Later>
          <HeatmapCard url={url} />
        </Later>
      )}
      {dragged && (
        <div className="pointer-events-none fixed inset-4 z-40 grid place-items-center rounded-card border-2 border-accent border-dashed bg-bg/80">
          <p className="font-semibold text-14">
            Drop a trace of Jaeger, Zipkin or OpenTelemetry to look at it here
          </p>
        </div>
      )}
    </div>
  );
}

const keys = [
  ["j k", "move through the traces"],
  ["f b", "next and previous span"],
  ["a d", "earlier, later"],
  ["+ -", "closer, wider"],
  ["[ ]", "open, close all levels"],
] as const;

function NoTrace() {
  return (
    <EmptyState icon={<Waypoints />} title="No trace selected">
      <p>Select one to see who had the ball, and when.</p>
      <dl className="mx-auto mt-4 grid w-fit grid-cols-[auto_auto] items-center gap-x-3 gap-y-1.5 text-left text-12">
        {keys.map(([key, what]) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt className="justify-self-end">
              <Kbd keys={key} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </EmptyState>
  );
}
