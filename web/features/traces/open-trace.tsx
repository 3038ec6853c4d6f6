import clsx from "clsx";
import { type ReactNode, Suspense, useMemo } from "react";
import { assertNever } from "../../../shared/result.ts";
import { RefusedError } from "../../api/answer.ts";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { lazyPart } from "../../components/ui/lazy-part.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { DetailsCard } from "./details/details-card.tsx";
import { Later } from "./later.tsx";
import { TracePane } from "./trace-pane.tsx";
import { type ShownTrace, useShownTrace } from "./use-shown-trace.ts";
import type { SidePanel } from "./use-side-panels.ts";
import { useSpanByName } from "./use-span-by-name.ts";
import type { TraceUrl } from "./use-trace-url.ts";

const Drawer = lazyPart(() => import("../../components/ui/drawer.tsx").then((file) => file.Drawer));

const pane = "@container/pane min-w-0";

/** The trace of the address: waterfall and details side by side; in a narrow window the details are a drawer. */
export function OpenTrace({
  url,
  traceId,
  details: panel,
  replay,
}: {
  url: TraceUrl;
  traceId: string;
  details: SidePanel;
  replay: ReactNode;
}) {
  const shown = useShownTrace(url, traceId);
  const model = shown.is === "there" ? shown.model : null;
  const { openSpan } = url;
  useSpanByName(url, traceId, shown.is === "there");
  const select = useMemo(
    () => (row: number) => {
      const id = model?.skeleton.id[row];
      if (id !== undefined) openSpan(id);
    },
    [model, openSpan],
  );
  if (shown.is !== "there")
    return (
      <Card className="wide:col-span-2">
        <NotThere shown={shown} traceId={traceId} onClose={url.close} />
      </Card>
    );
  const details = (
    <DetailsCard
      trace={shown.trace}
      model={shown.model}
      readSpan={shown.readSpan}
      file={shown.file}
      spanId={url.search.span}
      tab={url.search.tab ?? "details"}
      replay={replay}
      onTab={url.setTab}
      onSelect={select}
    />
  );
  return (
    <>
      <Card className={clsx(pane, "relative")} key={traceId}>
        <TracePane
          trace={shown.trace}
          model={shown.model}
          search={url.search}
          onSelect={select}
          onRows={url.toggleRows}
          onGhosts={url.toggleGhosts}
        />
      </Card>
      {panel.is === "beside" ? (
        <Card>
          <Later>{details}</Later>
        </Card>
      ) : (
        <Suspense>
          <Drawer
            side="right"
            title="Details"
            open={panel.open || url.search.span !== undefined || url.search.tab === "replay"}
            onOpenChange={(open) => {
              panel.onOpenChange(open);
              if (!open) url.closeDetails();
            }}
          >
            {details}
          </Drawer>
        </Suspense>
      )}
    </>
  );
}

function NotThere({
  shown,
  traceId,
  onClose,
}: {
  shown: Exclude<ShownTrace, { is: "there" }>;
  traceId: string;
  onClose: () => void;
}) {
  const back = <Button onClick={onClose}>Show the list</Button>;
  switch (shown.is) {
    case "reading":
      return <WaterfallSkeleton />;
    case "gone":
      return (
        <EmptyState title="The file of this trace is not open" action={back}>
          What is in a file is shown by the page that opened it, and nothing is uploaded. Drop the file here
          again.
        </EmptyState>
      );
    case "failed": {
      const code = shown.error instanceof RefusedError ? shown.error.code : undefined;
      if (code === "TRACE_NOT_FOUND")
        return (
          <EmptyState title="There is no such trace" action={back}>
            <p className="break-all font-mono text-12">{traceId}</p>
            <p className="mt-2">{shown.error.message}</p>
          </EmptyState>
        );
      return (
        <ErrorState
          title="This trace could not be read"
          message={shown.error.message}
          {...(code === undefined ? {} : { code })}
          onRetry={shown.retry}
        />
      );
    }
    default:
      return assertNever(shown);
  }
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
