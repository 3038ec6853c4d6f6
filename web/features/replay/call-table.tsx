import type { ReplayCall, ReplayReport } from "../../../shared/models/replay.ts";
import { FactoriesLink } from "../../components/ui/factories-link.tsx";
import { formatDuration } from "../../components/ui/time-format.ts";
import { callsByFactory, many, turnedAwayWords } from "./replay-words.ts";
import { useCallerRole } from "./use-caller-role.ts";

/** Shown of those that failed with each factory. */
const MOST_FAILED = 5;

/** What each factory was called for and how that ended. */
export function CallTable({ report }: { report: Pick<ReplayReport, "calls" | "calls_total"> }) {
  const { calls, calls_total } = report;
  if (calls_total === 0) return null;
  return (
    <section aria-label="Calls">
      <h4 className="mb-1.5 text-11 text-ink-3">
        Calls{calls.length < calls_total && `, the first ${calls.length} of ${calls_total}`}
      </h4>
      <ul className="flex flex-col gap-2">
        {callsByFactory(calls).map(({ factory, via, calls: count, failed, differ }) => (
          <li key={`${factory} ${via}`} className="text-12">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="min-w-0 truncate font-mono" title={factory}>
                  {factory}
                </span>
                <span className="text-ink-3">{via}</span>
              </span>
              <span className="tabular ml-auto">
                <span className="text-green">{count - failed.length} ok</span>
                {failed.length > 0 && <span className="text-red-ink">, {failed.length} failed</span>}
                {differ > 0 && <span className="text-yellow">, {differ} otherwise</span>}
              </span>
            </p>
            <TurnedAway factory={factory} failed={failed} />
            {failed.slice(0, MOST_FAILED).map((call) => (
              <p key={call.span_id} className="mt-1 border-red/40 border-l-2 pl-2 text-ink-2">
                <span className="break-words font-mono text-ink">{call.operation}</span>{" "}
                {call.code !== undefined && <span className="font-mono text-red-ink">{call.code}</span>} after{" "}
                {formatDuration(call.duration_ms)}
                {call.error !== undefined && <span className="block break-words">{call.error}</span>}
              </p>
            ))}
            {failed.length > MOST_FAILED && (
              <p className="mt-1 pl-2.5 text-ink-3">
                and {many(failed.length - MOST_FAILED, "more", "more")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** That a factory wants another token, or one at all, and the way there. */
function TurnedAway({ factory, failed }: { factory: string; failed: readonly ReplayCall[] }) {
  const { may } = useCallerRole();
  const away = turnedAwayWords(failed);
  if (away === null) return null;
  return (
    <p className="mt-1 rounded-control border border-yellow/30 px-2.5 py-1.5 text-yellow">
      {away.words}{" "}
      <FactoriesLink of={factory}>
        {may("admin") ? away.todo : "An admin sets tokens in Factories"}
      </FactoriesLink>
    </p>
  );
}
