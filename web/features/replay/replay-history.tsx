import { Suspense } from "react";
import { lazyPart, NotLoaded } from "../../components/ui/lazy-part.tsx";
import { type ReplayUrl, useReplayUrl } from "./use-replay-url.ts";

const ReplayHistoryDrawer = lazyPart(
  () => import("./replay-history-drawer.tsx").then((file) => file.ReplayHistoryDrawer),
  NoHistory,
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

function NoHistory({ url }: { url: ReplayUrl }) {
  return <NotLoaded onClose={url.closeHistory} />;
}
