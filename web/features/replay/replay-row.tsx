import clsx from "clsx";
import type { Replay } from "../../../shared/models/replay.ts";
import { Time } from "../../components/ui/time.tsx";
import { formatDuration } from "../../components/ui/time-format.ts";
import { ModeMark, ReplayPill } from "./replay-pill.tsx";
import { progressOf } from "./replay-words.ts";

/** Height of a row with the line below it, pixels. */
export const REPLAY_ROW = 56;

/** One replay of a list; a press shows it under its original. */
export function ReplayRow({
  replay,
  shown,
  withTrace,
  onShow,
}: {
  replay: Replay;
  /** it is the one that is looked at */
  shown: boolean;
  /** says which trace it is of */
  withTrace: boolean;
  onShow: () => void;
}) {
  const { status, report } = replay;
  return (
    <button
      type="button"
      data-replay-row
      aria-current={shown ? "true" : undefined}
      onClick={onShow}
      className={clsx(
        "grid h-[55px] w-full grid-cols-[minmax(0,1fr)] content-center gap-[3px] px-3 text-left text-12 -outline-offset-2",
        shown ? "bg-accent/7 shadow-[inset_2px_0_var(--accent)]" : "hover:bg-surface-2",
      )}
    >
      <span className="flex items-center gap-2">
        {withTrace && (
          <span className="min-w-0 truncate font-mono" title={replay.original_trace}>
            {replay.original_trace}
          </span>
        )}
        {!withTrace && <ModeMark mode={replay.mode} />}
        <span className="flex-1" />
        <ReplayPill status={status} />
      </span>
      <span className="tabular flex items-center gap-2 whitespace-nowrap text-ink-2">
        {withTrace && <ModeMark mode={replay.mode} />}
        <span className="min-w-0 truncate">
          {replay.waits_for !== undefined
            ? "waits for its place"
            : status === "running"
              ? `${Math.floor(progressOf(replay) * 100)} % of ${report.of.toLocaleString()} spans`
              : `${replay.spans.toLocaleString()} of ${report.of.toLocaleString()} spans`}
          {replay.duration_ms !== null && ` · ${formatDuration(replay.duration_ms)}`}
        </span>
        <span className="ml-auto text-ink-3">
          {replay.actor !== null && <span className="mr-2">{replay.actor}</span>}
          <Time iso={replay.started_at} format="short" />
        </span>
      </span>
    </button>
  );
}
