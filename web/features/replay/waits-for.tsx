import { Link } from "@tanstack/react-router";
import type { ReplayAtWork } from "../../../shared/models/replay.ts";
import { many, modeName } from "./replay-words.ts";

/** Why a replay has not begun: those that are at work, each a link to it, where it can be stopped. */
export function WaitsFor({ replays }: { replays: readonly ReplayAtWork[] }) {
  return (
    <section aria-label="Waits for its place" className="text-12">
      <p className="text-ink-2">
        It waits for its place: {many(replays.length, "replay is", "replays are")} at work, and no more may be
        at once. It begins by itself when one of them has ended.
      </p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {replays.map(({ replay_trace, original_trace, mode, actor }) => (
          <li key={replay_trace} className="flex min-w-0 items-baseline gap-2">
            <span className="shrink-0 text-ink-3">{modeName(mode)} of</span>
            <Link
              to="/traces/$traceId"
              params={{ traceId: original_trace }}
              search={{ replay: replay_trace, tab: "replay" }}
              title={original_trace}
              className="min-w-0 truncate rounded font-mono text-cyan underline-offset-2 hover:underline"
            >
              {original_trace}
            </Link>
            {actor !== null && <span className="ml-auto shrink-0 text-ink-3">{actor}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
