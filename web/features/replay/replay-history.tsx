import { Suspense } from "react";
import { lazyPart, NotLoaded } from "../../components/ui/lazy-part.tsx";
import { useReplayUrl } from "./use-replay-url.ts";

const ReplayHistoryDrawer = lazyPart(
  () => import("./replay-history-drawer.tsx").then((file) => file.ReplayHistoryDrawer),
  ({ url }) => <NotLoaded onClose={url.closeHistory} />,
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
