import clsx from "clsx";
import { barOf, labelOf } from "../../../../shared/trace/bar.ts";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { isError, marksOf } from "../../../../shared/trace/skeleton.ts";
import type { Viewport } from "../../../../shared/trace/viewport.ts";
import { errorLook, familyLooks } from "../waterfall/family-look.ts";
import type { TraceModel } from "../waterfall/trace-model.ts";

/** Width of one letter of the labels (11 px mono), so that none has to be measured. */
const LETTER = 6.62;

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
  if (bar === null) {
    const later = skeleton.start[row]! > viewport.to_us;
    return (
      <span
        className={clsx(
          "absolute inset-y-0 flex items-center font-mono text-11 text-ink-3",
          later ? "right-1" : "left-1",
        )}
      >
        <span className="sr-only">{operation}, </span>
        <span aria-hidden>{later ? "→" : "←"}</span>
        <span className="sr-only">{later ? "later than shown" : "earlier than shown"}</span>
      </span>
    );
  }
  const own = look === "off" ? errorLook : familyLooks[families[skeleton.stage[row]!]!];
  const open = skeleton.duration[row] === -1;
  const length = open ? "running" : durationText(skeleton.duration[row]!);
  const label = labelOf(bar, (operation.length + length.length + 1) * LETTER, viewport);
  const inside = look !== "alone" && (label.side === "inside" || label.side === "cut");
  const odd = marksOf(flags);
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
          background:
            look === "alone"
              ? undefined
              : open
                ? `linear-gradient(90deg, ${own.fill} 60%, color-mix(in srgb, ${own.fill} 25%, transparent))`
                : own.fill,
        }}
      />
      <span
        className="absolute top-1 h-[18px] overflow-hidden text-ellipsis whitespace-nowrap font-mono text-11 leading-[18px]"
        style={{ left: label.x, maxWidth: label.room, color: inside ? own.ink : "var(--text-2)" }}
      >
        {operation} <span className={inside ? "" : "text-ink-3"}>{length}</span>
        {error && <span className="sr-only">, error</span>}
        {odd.length > 0 && <span className="sr-only">, {odd.join(", ")}</span>}
      </span>
    </>
  );
}
