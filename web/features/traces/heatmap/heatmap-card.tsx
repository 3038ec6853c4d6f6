import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { lazyPart } from "../../../components/ui/lazy-part.tsx";
import { activityQuery } from "../trace-queries.ts";
import type { TraceUrl } from "../use-trace-url.ts";
import { Heatmap } from "./heatmap.tsx";

const Drawer = lazyPart(() => import("../../../components/ui/drawer.tsx").then((file) => file.Drawer));

/** The heatmap below the waterfall, where the window has the room. */
export function HeatmapCard({ url }: { url: TraceUrl }) {
  const { data, dataUpdatedAt } = useQuery(activityQuery);
  if (data === undefined || data.cells.length === 0) return null;
  return (
    <Card aria-label="Throughput by source" className="max-h-[190px] shrink-0">
      <Heatmap cells={data.cells} leftOut={data.left_out} now={dataUpdatedAt} url={url} />
    </Card>
  );
}

/** The heatmap over a window that has no room for it beside the rest. What is narrowed by it closes it. */
export function HeatmapDrawer({
  url,
  open,
  onOpenChange,
}: {
  url: TraceUrl;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { data, dataUpdatedAt } = useQuery(activityQuery);
  const closing = {
    ...url,
    only: (...given: Parameters<TraceUrl["only"]>) => {
      onOpenChange(false);
      url.only(...given);
    },
    atMinute: (...given: Parameters<TraceUrl["atMinute"]>) => {
      onOpenChange(false);
      url.atMinute(...given);
    },
  };
  return (
    <Suspense>
      <Drawer side="right" title="Throughput by source" open={open} onOpenChange={onOpenChange}>
        {data === undefined || data.cells.length === 0 ? (
          <EmptyState title="Nothing in the last hour">
            Who did how much in each minute shows up here as spans come in.
          </EmptyState>
        ) : (
          <Heatmap cells={data.cells} leftOut={data.left_out} now={dataUpdatedAt} url={closing} />
        )}
      </Drawer>
    </Suspense>
  );
}
