import type { CustodyRow } from "../../../../../shared/models/patch-record.ts";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";
import { Time } from "../../../../components/ui/time.tsx";
import { TraceLink } from "../../../../components/ui/trace-link.tsx";
import { shortHash } from "./patch-facts.ts";

/** The links of the custody chain that belong to this patch, oldest first, each with its flow and the hash that seals it. */
export function CustodyRows({ rows }: { rows: readonly CustodyRow[] }) {
  return (
    <ol aria-label="Custody chain" className="flex flex-col gap-1 text-12">
      {rows.map((row) => (
        <li key={row.id} className="grid grid-cols-[76px_minmax(0,1fr)_auto] items-baseline gap-x-2.5">
          <Time iso={row.ts} milliseconds className="font-mono text-11 text-ink-3" />
          <span className="min-w-0 break-words">
            {row.event_type}
            {row.actor && <span className="text-ink-2"> by {row.actor}</span>}
            {row.message && <span className="text-ink-2">: {row.message}</span>}{" "}
            {row.trace_id && <TraceLink traceId={row.trace_id} />}
          </span>
          <span className="flex items-center font-mono text-11 text-ink-3">
            {shortHash(row.hash)}
            <CopyButton
              text={row.hash}
              label={`Copy hash of ${row.event_type}`}
              className="-my-1.5 size-6 [&>svg]:size-3"
            />
          </span>
        </li>
      ))}
    </ol>
  );
}
