import { Link } from "@tanstack/react-router";
import type { Replay } from "../../../shared/models/replay.ts";

/** To the two timelines above each other, the original first. */
export function CompareLink({ replay, className }: { replay: Replay; className: string }) {
  return (
    <Link
      to="/traces/compare"
      search={{ a: replay.original_trace, b: replay.replay_trace }}
      className={className}
    >
      Compare
    </Link>
  );
}
