import clsx from "clsx";
import { barOf, labelOf } from "../../../../shared/trace/bar.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { isError, marksOf } from "../../../../shared/trace/skeleton.ts";
import type { Viewport } from "../../../../shared/trace/viewport.ts";
import { BarLabel, barFill, labelWidths, OutOfView } from "../waterfall/bar-parts.tsx";
import { errorLook, familyLooks } from "../waterfall/family-look.ts";
import type { TraceModel } from "../waterfall/trace-model.ts";

/** How a bar stands out: by its stage alone, off by more than a tenth or ended otherwise, or in this trace only. */
export type BarLook = "plain" | "off" | "alone";

/** The bar of a span. Red is what differs; a span that failed in both has a red edge. `viewport`: after the skeleton's base. */
export function CompareBar({
  model,
  row,
  viewport,
  look,
}: {
  model: TraceModel;
  row: number;
  viewport: Viewport;
  look: BarLook;
}) {
  const { skeleton, end, families } = model;
  const operation = skeleton.operations[skeleton.operation[row]!]!;
  const flags = skeleton.flags[row]!;
  const error = isError(flags);
  const bar = viewport.width > 0 ? barOf(skeleton, row, viewport, end) : null;
  if (bar === null) return <OutOfView operation={operation} later={skeleton.start[row]! > viewport.to_us} />;
  const own = look === "off" ? errorLook : familyLooks[families[skeleton.stage[row]!]!];
  const open = skeleton.duration[row] === -1;
  const length = open ? "running" : durationText(skeleton.duration[row]!);
  const label = labelOf(bar, labelWidths(operation, length), viewport);
  const inside = look !== "alone" && (label.side === "inside" || label.side === "cut");
  return (
    <>
      <span
        aria-hidden
        className={clsx(
          "absolute top-1.5 h-3.5",
          !bar.before && "rounded-l-[3px]",
          !bar.after && "rounded-r-[3px]",
          look === "alone" && "border border-yellow border-dashed bg-yellow/10",
          error && look !== "off" && "shadow-[0_0_0_1.5px_var(--red)]",
        )}
        style={{
          left: bar.left,
          width: bar.width,
          background: look === "alone" ? undefined : barFill(own, open),
        }}
      />
      <BarLabel
        label={label}
        operation={operation}
        length={length}
        inside={inside}
        color={inside ? own.ink : "var(--text-2)"}
        error={error}
        odd={marksOf(flags)}
      />
    </>
  );
}
