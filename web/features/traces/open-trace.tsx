import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { lazy, Suspense, useMemo } from "react";
import { RefusedError } from "../../api/answer.ts";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useIsWide } from "../../components/ui/use-is-wide.ts";
import { DetailsCard } from "./details/details-card.tsx";
import { TracePane } from "./trace-pane.tsx";
import { skeletonQuery } from "./trace-queries.ts";
import type { TraceUrl } from "./use-trace-url.ts";
import { traceModel } from "./waterfall/trace-model.ts";

const Drawer = lazy(() =>
  import("../../components/ui/drawer.tsx").then((file) => ({ default: file.Drawer })),
);

const pane = "@container/pane min-w-0";

/** The trace of the address: waterfall and details side by side; in a narrow window the details are a drawer. */
export function OpenTrace({ url, traceId }: { url: TraceUrl; traceId: string }) {
  const { data, error, refetch } = useQuery(skeletonQuery(traceId));
  const wide = useIsWide();
  const model = useMemo(() => data && traceModel(data.skeleton), [data]);
  const { openSpan } = url;
  const select = useMemo(
    () => (row: number) => {
      const id = model?.skeleton.id[row];
      if (id !== undefined) openSpan(id);
    },
    [model, openSpan],
  );
  if (data === undefined || model === undefined)
    return (
      <Card className="wide:col-span-2">
        {error instanceof RefusedError && error.code === "TRACE_NOT_FOUND" ? (
          <EmptyState
            title="There is no such trace"
            action={<Button onClick={url.close}>Show the list</Button>}
          >
            <p className="break-all font-mono text-12">{traceId}</p>
            <p className="mt-2">{error.message}</p>
          </EmptyState>
        ) : error ? (
          <ErrorState
            title="This trace could not be read"
            message={error.message}
            {...(error instanceof RefusedError ? { code: error.code } : {})}
            onRetry={() => void refetch()}
          />
        ) : (
          <WaterfallSkeleton />
        )}
      </Card>
    );
  const details = <DetailsCard trace={data.trace} model={model} spanId={url.search.span} onSelect={select} />;
  return (
    <>
      <Card className={clsx(pane, "relative")} key={traceId}>
        <TracePane trace={data.trace} model={model} search={url.search} onSelect={select} />
      </Card>
      {wide ? (
        <Card>{details}</Card>
      ) : (
        <Suspense>
          <Drawer
            side="right"
            title="Details"
            open={url.search.span !== undefined}
            onOpenChange={(open) => !open && url.closeSpan()}
          >
            {details}
          </Drawer>
        </Suspense>
      )}
    </>
  );
}

function WaterfallSkeleton() {
  return (
    <div role="status" aria-label="Reading the trace" className="flex flex-1 flex-col gap-3.5 p-3">
      {["w-full", "w-4/5 ml-6", "w-1/4 ml-10", "w-1/6 ml-40", "w-2/5 ml-60", "w-1/4 ml-72"].map((look) => (
        <Skeleton key={look} className={`h-3.5 ${look}`} />
      ))}
    </div>
  );
}
