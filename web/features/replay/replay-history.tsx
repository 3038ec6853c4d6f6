import { lazy, Suspense } from "react";
import { useReplayUrl } from "./use-replay-url.ts";

const ReplayHistoryDrawer = lazy(() =>
  import("./replay-history-drawer.tsx").then((file) => ({ default: file.ReplayHistoryDrawer })),
);

/** Past replays over the screen, while the address asks for them. */
export function ReplayHistory() {
  const url = useReplayUrl();
  const of = url.search.replays;
  if (of === undefined) return null;
  return (
    <Suspense>
      <ReplayHistoryDrawer url={url} of={url.traceId === undefined ? "all" : of} />
    </Suspense>
  );
}
