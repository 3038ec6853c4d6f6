import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import { leasesQuery } from "../../../../api/leases-query.ts";
import { timeLeft } from "../../../../components/ui/time-left.ts";
import { useNow } from "../../../../components/ui/use-now.ts";

/** Says that the file is held by a task now, by which and for how long; nothing where it is free. */
export function LeaseNote({ file }: { file: string }) {
  const lease = useQuery(leasesQuery).data?.find((one) => one.file === file);
  const now = useNow(lease !== undefined);
  const left = lease && timeLeft(lease.until, now);
  if (!lease || !left) return null;
  return (
    <p className="flex items-center gap-2 rounded-control border border-line bg-sunken px-2.5 py-1.5 text-12">
      <LockKeyhole aria-hidden className="size-3.5 shrink-0 text-yellow" />
      <span className="min-w-0 flex-1 truncate" title={`${lease.task_id} (${lease.requester})`}>
        Leased to <span className="font-mono">{lease.task_id}</span>
        <span className="text-ink-2"> ({lease.requester})</span>
      </span>
      <span className="shrink-0 text-ink-2">
        <span className="tabular font-mono text-ink">{left}</span> left
      </span>
      <Link
        to="."
        search={(old) => ({ ...old, dialog: "leases" as const })}
        className="shrink-0 text-cyan underline-offset-2 hover:underline"
      >
        Leases
      </Link>
    </p>
  );
}
