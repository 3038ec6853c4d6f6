import clsx from "clsx";
import type { Lease } from "../../../shared/models/lease.ts";
import { Button } from "../../components/ui/button.tsx";
import { FilePath } from "../../components/ui/file-path.tsx";
import { Time } from "../../components/ui/time.tsx";
import { timeLeft } from "../../components/ui/time-left.ts";
import { useNow } from "../../components/ui/use-now.ts";

const head = "px-3 py-1.5 text-left font-medium text-11 text-ink-3";
const cell = "px-3 py-2";

/** The files that are held, those that end first on top, each counting down. */
export function LeasesTable({
  leases,
  mayRelease,
  onRelease,
}: {
  leases: readonly Lease[];
  mayRelease: boolean;
  onRelease: (lease: Lease) => void;
}) {
  const now = useNow(true);
  const inOrder = leases.toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
  return (
    <div className="shrink-0 overflow-x-auto rounded-card border border-line">
      <table aria-label="Leases" className="w-full min-w-[640px] table-fixed border-collapse text-12">
        <thead className="border-line border-b bg-sunken">
          <tr>
            <th scope="col" className={head}>
              File
            </th>
            <th scope="col" className={clsx(head, "w-[132px]")}>
              Task
            </th>
            <th scope="col" className={clsx(head, "w-[132px]")}>
              Requester
            </th>
            <th scope="col" className={clsx(head, "w-[80px]")}>
              Since
            </th>
            <th scope="col" className={clsx(head, "w-[104px] text-right!")}>
              Ends in
            </th>
            {mayRelease && (
              <th scope="col" className={clsx(head, "w-[98px]")}>
                <span className="sr-only">Release</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {inOrder.map((lease) => (
            <tr key={lease.file} className="border-line-soft border-b last:border-b-0">
              <th scope="row" className={clsx(cell, "text-left font-normal")}>
                <FilePath path={lease.file} />
              </th>
              <td className={clsx(cell, "truncate font-mono")} title={lease.task_id}>
                {lease.task_id}
              </td>
              <td className={clsx(cell, "truncate text-ink-2")} title={lease.requester}>
                {lease.requester}
              </td>
              <td className={clsx(cell, "tabular whitespace-nowrap text-ink-2")}>
                <Time iso={lease.taken_at} format="day" />
              </td>
              <td className={clsx(cell, "whitespace-nowrap text-right")}>
                <Remaining until={lease.until} now={now} />
              </td>
              {mayRelease && (
                <td className={clsx(cell, "py-1! text-right")}>
                  <Button
                    variant="danger"
                    size="sm"
                    aria-label={`Release ${lease.file}…`}
                    onClick={() => onRelease(lease)}
                  >
                    Release…
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Yellow in its last minute. What is over stays for the moment until the server says so. */
function Remaining({ until, now }: { until: string; now: number }) {
  const left = timeLeft(until, now);
  const soon = Date.parse(until) - now < 60_000;
  return (
    <time
      dateTime={until}
      title={`until ${new Date(until).toLocaleTimeString()}`}
      className={clsx("tabular font-mono", left === null ? "text-ink-3" : soon ? "text-yellow" : "text-ink")}
    >
      {left ?? "ended"}
    </time>
  );
}
