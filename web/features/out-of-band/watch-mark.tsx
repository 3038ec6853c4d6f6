import clsx from "clsx";
import type { WatchState } from "../../../shared/models/out-of-band.ts";
import { Tooltip } from "../../components/ui/tooltip.tsx";
import { watchWords } from "./edit-words.ts";

/** Whether the server is looking, and how; what keeps it from looking well is said where one points at it. */
export function WatchMark({ watch }: { watch: WatchState }) {
  const words = watchWords(watch);
  const mark = (
    <span
      className={clsx(
        "flex min-w-0 items-center gap-1.5 truncate font-normal text-12",
        watch.note === null ? "text-ink-2" : "text-yellow",
      )}
    >
      <span
        className={clsx(
          "size-1.5 shrink-0 rounded-full",
          watch.mode === "watching" ? "bg-green" : watch.mode === "off" ? "bg-ink-3" : "bg-yellow",
        )}
      />
      <span className="truncate">{words}</span>
    </span>
  );
  if (watch.note === null) return mark;
  return (
    <Tooltip text={watch.note}>
      <button type="button" aria-description={watch.note} className="min-w-0 rounded">
        {mark}
      </button>
    </Tooltip>
  );
}
