import { useEffect, useMemo, useRef } from "react";
import type { StageFamily } from "../../../../shared/models/span.ts";
import { comparisonMap } from "../../../../shared/trace/comparison-map.ts";
import { within } from "../../../../shared/trace/viewport.ts";
import { errorLook, familyLooks } from "../waterfall/family-look.ts";
import { StripBrush } from "../waterfall/strip-brush.tsx";
import { stripPen } from "../waterfall/strip-pen.ts";
import type { CompareModel } from "./compare-model.ts";
import type { CompareView } from "./use-compare-view.ts";
import { useReplayMode } from "./use-replay-mode.ts";

const LANE = 3;
const LANES = 7;
const AIR = 2;
/** of one trace */
const HALF = LANES * LANE + 2 * AIR;
/** What is the same in both stands back behind what is not. */
const BACK = 0.4;

/** As its time line draws it. */
const barColour = (family: StageFamily, mode: "dry-run" | "live" | undefined): string =>
  family === "replay" && mode === "dry-run" ? "var(--cyan)" : familyLooks[family].fill;

/** Both traces in little above each other, what differs in its colour over the rest, and the stretch that is shown below. */
export function CompareStrip({ model, view }: { model: CompareModel; view: CompareView }) {
  const { bounds, viewport, setViewport } = view.times.a;
  const length = bounds.to_us;
  return (
    <StripBrush
      height={2 * HALF + 1}
      from={viewport.from_us / length}
      to={viewport.to_us / length}
      onShow={(from, to) =>
        setViewport(within(bounds, { from_us: from * length, to_us: to * length, width: viewport.width }))
      }
      onAll={() => setViewport({ ...bounds, width: viewport.width })}
    >
      {(width) => (
        <Picture model={model} lengthA={length} lengthB={view.times.b.bounds.to_us} width={width} />
      )}
    </StripBrush>
  );
}

function Picture({
  model,
  lengthA,
  lengthB,
  width,
}: {
  model: CompareModel;
  /** microseconds that the width stands for in each trace */
  lengthA: number;
  lengthB: number;
  width: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [modeA, modeB] = [useReplayMode(model.a), useReplayMode(model.b)];
  const halves = useMemo(
    () =>
      (["a", "b"] as const).map((side) => {
        const { model: own, rowOf, base } = model[side];
        const length = side === "a" ? lengthA : lengthB;
        return {
          own,
          strokes: comparisonMap(
            side,
            { skeleton: own.skeleton, end: own.end, rowOf, base },
            model.lines.kind,
            { lanes: LANES, width, length },
          ),
        };
      }),
    [model, lengthA, lengthB, width],
  );
  useEffect(() => {
    const pen = stripPen(canvas.current!, width, 2 * HALF + 1);
    if (pen === null) return;
    pen.fill("var(--line)", 0, HALF, width, 1);
    halves.forEach(({ own, strokes }, half) => {
      const mode = half === 0 ? modeA : modeB;
      const top = half * (HALF + 1) + AIR;
      for (const { x, width: wide, lane, row, look } of strokes) {
        const colour =
          look === "off"
            ? errorLook.fill
            : look === "alone"
              ? "var(--yellow)"
              : barColour(own.families[own.skeleton.stage[row]!]!, mode);
        pen.strength(look === "plain" ? BACK : 1);
        // a difference of a pixel would not be seen among the others
        pen.fill(colour, x, top + lane * LANE, Math.max(look === "plain" ? 1 : 2, wide), LANE - 1);
      }
    });
  }, [halves, width, modeA, modeB]);
  return <canvas ref={canvas} aria-hidden className="block size-full" />;
}
