import { Link } from "@tanstack/react-router";
import clsx from "clsx";

/** Enough of a trace id to tell two apart by eye; ids that people chose fit whole. */
const shortId = (traceId: string): string => (/^[0-9a-f]{32}$/.test(traceId) ? traceId.slice(0, 8) : traceId);

/** The flow that something belongs to: a pill that leads to its trace. */
export function TraceLink({ traceId, className }: { traceId: string; className?: string }) {
  return (
    <Link
      to="/traces/$traceId"
      params={{ traceId }}
      aria-label={`Trace ${traceId}`}
      title={`Trace ${traceId}`}
      className={clsx(
        "tint-cyan inline-block max-w-40 shrink-0 truncate rounded-full px-1.5 align-bottom font-mono text-11 text-cyan underline-offset-2 hover:underline",
        className,
      )}
    >
      {shortId(traceId)}
    </Link>
  );
}
