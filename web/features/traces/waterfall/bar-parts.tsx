import type { labelOf } from "../../../../shared/trace/bar.ts";
import type { Look } from "./family-look.ts";

/** Width of one letter of the labels (11 px mono), so that none has to be measured. */
const LETTER = 6.62;

/** Width of such text, in pixels. */
export const textWidth = (text: string): number => text.length * LETTER;

/** Widths of the label of a bar, in pixels: operation and length, and in short the operation alone. */
export const labelWidths = (operation: string, length: string): { text: number; short: number } => ({
  text: textWidth(operation) + textWidth(length) + LETTER,
  short: textWidth(operation),
});

/** One that has not ended fades out where it is known to go on. */
export const barFill = ({ fill }: Look, open: boolean): string =>
  open ? `linear-gradient(90deg, ${fill} 60%, color-mix(in srgb, ${fill} 25%, transparent))` : fill;

/** Which way a bar lies that is not in the window of time. */
export function OutOfView({ operation, later }: { operation: string; later: boolean }) {
  return (
    <span
      className={`absolute inset-y-0 flex items-center font-mono text-11 text-ink-3 ${later ? "right-1" : "left-1"}`}
    >
      <span className="sr-only">{operation}, </span>
      <span aria-hidden>{later ? "→" : "←"}</span>
      <span className="sr-only">{later ? "later than shown" : "earlier than shown"}</span>
    </span>
  );
}

/** What stands on a bar or beside it: operation, and its length where there is room; whoever listens hears how it ended, and what is odd. */
export function BarLabel({
  label,
  operation,
  length,
  inside,
  color,
  error,
  odd,
}: {
  label: ReturnType<typeof labelOf>;
  operation: string;
  length: string;
  inside: boolean;
  color: string;
  error: boolean;
  odd: readonly string[];
}) {
  return (
    <span
      className="absolute top-1 h-[18px] overflow-hidden text-ellipsis whitespace-nowrap font-mono text-11 leading-[18px]"
      style={{ left: label.x, maxWidth: label.room, color }}
    >
      {operation} <span className={label.short ? "sr-only" : inside ? "" : "text-ink-3"}>{length}</span>
      {error && <span className="sr-only">, error</span>}
      {odd.length > 0 && <span className="sr-only">, {odd.join(", ")}</span>}
    </span>
  );
}
