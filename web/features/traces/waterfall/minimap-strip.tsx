import { useEffect, useMemo, useRef } from "react";
import { minimap } from "../../../../shared/trace/minimap.ts";
import { within } from "../../../../shared/trace/viewport.ts";
import { errorLook, familyLooks } from "./family-look.ts";
import { StripBrush } from "./strip-brush.tsx";
import { stripPen } from "./strip-pen.ts";
import type { TraceModel } from "./trace-model.ts";
import type { WaterfallView } from "./use-waterfall-view.ts";

const HEIGHT = 38;
const LANE = 4;
const LANES = Math.floor((HEIGHT - 4) / LANE);

/** The whole trace in little, and the stretch that is shown below. */
export function MinimapStrip({
  model,
  view,
  tint,
}: {
  model: TraceModel;
  view: WaterfallView;
  /** what the page's colours depend on: another one is painted anew */
  tint?: string | undefined;
}) {
  const { bounds, viewport, setViewport } = view;
  const length = Math.max(1, bounds.to_us);
  return (
    <StripBrush
      height={HEIGHT}
      from={viewport.from_us / length}
      to={viewport.to_us / length}
      onShow={(from, to) =>
        setViewport(within(bounds, { from_us: from * length, to_us: to * length, width: viewport.width }))
      }
      onAll={() => setViewport({ ...bounds, width: viewport.width })}
    >
      {(width) => <Picture model={model} length={length} width={width} tint={tint} />}
    </StripBrush>
  );
}

function Picture({
  model,
  length,
  width,
  tint,
}: {
  model: TraceModel;
  /** microseconds that the width stands for */
  length: number;
  width: number;
  tint: string | undefined;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const own = (Math.max(1, model.end) / length) * width;
  const strokes = useMemo(() => minimap(model.skeleton, model.end, LANES, own), [model, own]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page
  useEffect(() => {
    const pen = stripPen(canvas.current!, width, HEIGHT);
    if (pen === null) return;
    for (const { x, width: wide, lane, row, error } of strokes) {
      const look = error ? errorLook : familyLooks[model.families[model.skeleton.stage[row]!]!];
      pen.fill(look.fill, x, 3 + lane * LANE, Math.max(1, wide), LANE - 1);
    }
  }, [strokes, model, width, tint]);
  return <canvas ref={canvas} aria-hidden className="block size-full" />;
}
