import { FileJson, GitCompareArrows } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { pairName, pairNamed } from "../../../../shared/trace/comparison-lines.ts";
import { useCommands } from "../../../components/frame/commands.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { lazyPart } from "../../../components/ui/lazy-part.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useIsWide } from "../../../components/ui/use-is-wide.ts";
import { FileReadings } from "../files/file-readings.tsx";
import type { CompareModel } from "./compare-model.ts";
import { CompareTimelineView } from "./compare-timeline-view.tsx";
import { CompareToolbar } from "./compare-toolbar.tsx";
import { NotCompared } from "./not-compared.tsx";
import { PairDetails } from "./pair-details.tsx";
import { sideNames } from "./side-names.ts";
import { useCompareFiles } from "./use-compare-files.ts";
import { useCompareLive } from "./use-compare-live.ts";
import { type AskedSide, type CompareUrl, type Side, useCompareUrl } from "./use-compare-url.ts";
import { useComparison } from "./use-comparison.ts";

const Drawer = lazyPart(() => import("../../../components/ui/drawer.tsx").then((file) => file.Drawer));

/** Two traces held against each other. The address holds which, the pair that is open, and the scale. */
export function CompareScreen() {
  const url = useCompareUrl();
  const { a, b } = url;
  // who comes from one trace wants to say which other
  const [picking, setPicking] = useState<Side | null>(() =>
    (a === undefined) === (b === undefined) ? null : a === undefined ? "a" : "b",
  );
  const files = useCompareFiles(url, picking, () => setPicking(null));
  useCommands([
    {
      id: "compare-swap",
      title: "Swap the two traces",
      section: "Comparison",
      keys: ["x"],
      run: url.swap,
    },
    ...(["a", "b"] as const).map((side) => ({
      id: `compare-choose-${side}`,
      title: `${sideNames[side]}: choose another…`,
      section: "Comparison",
      keys: [side === "a" ? "F" : "S"],
      run: () => setPicking(side),
    })),
    {
      id: "compare-file",
      title: "Compare with a trace file…",
      section: "Comparison",
      keys: ["i"],
      keywords: ["open", "import", "jaeger", "zipkin", "otlp"],
      run: () => files.open(null),
    },
    ...(url.search.at === undefined
      ? []
      : [
          {
            id: "compare-close",
            title: "Close both spans",
            section: "Comparison",
            keys: ["Escape"],
            inPalette: false,
            run: url.closePair,
          },
        ]),
  ]);
  const frame = (traces: Parameters<typeof CompareToolbar>[0]["traces"], content: ReactNode) => (
    <div className="flex h-full min-h-0 flex-col gap-2.5 p-2.5">
      <CompareToolbar url={url} traces={traces} picking={picking} files={files} onPicking={setPicking} />
      <FileReadings />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] gap-2.5 wide:grid-cols-[minmax(0,1fr)_clamp(320px,27vw,520px)]">
        {content}
      </div>
      {files.dragged && (
        <div className="pointer-events-none fixed inset-4 z-60 grid place-items-center rounded-card border-2 border-accent border-dashed bg-bg/80">
          <p className="font-semibold text-14">
            Drop a trace of Jaeger, Zipkin or OpenTelemetry to compare it
          </p>
        </div>
      )}
    </div>
  );
  const none = { a: null, b: null };
  if (a === undefined || b === undefined) return frame(none, <ChooseTwo url={url} onPicking={setPicking} />);
  const key = [a, b].map(({ id, fromFile }) => `${fromFile} ${id}`).join("\n");
  return (
    <TwoTraces key={key} url={url} a={a} b={b} frame={frame} onPicking={setPicking} onFile={files.open} />
  );
}

const both = "wide:col-span-2";

function ChooseTwo({ url, onPicking }: { url: CompareUrl; onPicking: (side: Side) => void }) {
  const { a, b } = url;
  return (
    <Card className={both}>
      <EmptyState
        icon={<GitCompareArrows />}
        title={a === undefined && b === undefined ? "Choose two traces" : "Choose the other trace"}
        action={
          <>
            {a === undefined && <Button onClick={() => onPicking("a")}>First trace…</Button>}
            {b === undefined && <Button onClick={() => onPicking("b")}>Second trace…</Button>}
          </>
        }
      >
        They are laid above each other, the same calls connected: what took longer, what ended otherwise, what
        one of them lacks. A trace and its replay, or two runs of the same thing.
      </EmptyState>
    </Card>
  );
}

function TwoTraces({
  url,
  a,
  b,
  frame,
  onPicking,
  onFile,
}: {
  url: CompareUrl;
  a: AskedSide;
  b: AskedSide;
  frame: (traces: Parameters<typeof CompareToolbar>[0]["traces"], content: ReactNode) => ReactNode;
  onPicking: (side: Side) => void;
  onFile: (side: Side) => void;
}) {
  const compared = useComparison(a, b);
  const model = compared.is === "there" ? compared.model : null;
  useCompareLive(a, b, model?.columns.a.length ?? 0);
  if (compared.is === "reading")
    return frame(
      { a: null, b: null },
      <Card className={both}>
        <div role="status" aria-label="Comparing the traces" className="flex flex-1 flex-col gap-3.5 p-3">
          <p className="text-12 text-ink-2">{compared.words}</p>
          {["w-full", "w-4/5 ml-6", "w-1/4 ml-10", "w-full mt-8", "w-3/5 ml-6", "w-1/4 ml-20"].map((look) => (
            <Skeleton key={look} className={`h-3.5 ${look}`} />
          ))}
        </div>
      </Card>,
    );
  if (compared.is === "gone") {
    const { side } = compared;
    const name = sideNames[side].toLowerCase();
    return frame(
      { a: null, b: null },
      <Card className={both}>
        <EmptyState
          icon={<FileJson />}
          title={`The file of the ${name} is not open`}
          action={
            <>
              <Button onClick={() => onFile(side)}>Open it…</Button>
              <Button onClick={() => onPicking(side)}>Choose another</Button>
            </>
          }
        >
          What is in a file is shown by the page that opened it, and nothing is uploaded: a link or a reload
          does not bring it back. Drop the file here again.
        </EmptyState>
      </Card>,
    );
  }
  if (compared.is === "failed")
    return frame(
      { a: null, b: null },
      <Card className={both}>
        <NotCompared error={compared.error} a={a} b={b} onRetry={compared.retry} onPicking={onPicking} />
      </Card>,
    );
  const traces = { a: compared.model.a.trace, b: compared.model.b.trace };
  if (compared.model.columns.a.length === 0)
    return frame(
      traces,
      <Card className={both}>
        <EmptyState title="There is nothing to compare">
          Neither trace has a span beside the bracket that a replay puts around what it repeats.
        </EmptyState>
      </Card>,
    );
  return frame(traces, <Both url={url} model={compared.model} />);
}

function Both({ url, model }: { url: CompareUrl; model: CompareModel }) {
  const wide = useIsWide();
  const { at, scale } = url.search;
  const named = at === undefined ? -1 : pairNamed(model.columns, at);
  const selected = named === -1 ? null : named;
  const details = <PairDetails model={model} pair={selected} onClose={url.closePair} />;
  return (
    <>
      <Card>
        <CompareTimelineView
          model={model}
          fitted={scale === "fitted"}
          words={url.q}
          selected={selected}
          onSelect={(pair) => url.openPair(pairName(model.columns, pair))}
          onScale={url.setScale}
          onSearch={url.setSearch}
        />
      </Card>
      {wide ? (
        <Card>{details}</Card>
      ) : (
        <Suspense>
          <Drawer
            title="Both spans"
            open={selected !== null}
            onOpenChange={(open) => !open && url.closePair()}
          >
            {details}
          </Drawer>
        </Suspense>
      )}
    </>
  );
}
