import { Suspense } from "react";
import { lazyPart } from "./components/ui/lazy-part.tsx";
import { missingPart } from "./components/ui/missing-part.tsx";
import { Skeleton } from "./components/ui/skeleton.tsx";
import { ReplayHistory } from "./features/replay/replay-history.tsx";
import { TraceView } from "./features/traces/trace-view.tsx";

const ReplayConsole = lazyPart(
  () => import("./features/replay/replay-console.tsx").then((file) => file.ReplayConsole),
  missingPart("The replay console"),
);

/** The Traces screen with what the replays put into it: features do not know each other. */
export function TracesScreen() {
  return (
    <>
      <TraceView
        replay={
          <Suspense fallback={<Reading />}>
            <ReplayConsole />
          </Suspense>
        }
      />
      <ReplayHistory />
    </>
  );
}

function Reading() {
  return (
    <div role="status" aria-label="Reading the console" className="flex flex-col gap-3 p-3">
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-full" />
    </div>
  );
}
