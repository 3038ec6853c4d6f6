import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { VerifyReport } from "../../../shared/models/out-of-band.ts";
import { Button } from "../../components/ui/button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { formatCount } from "../../components/ui/number-format.ts";
import { verifyQuery } from "./edit-queries.ts";

/** Holds everything against the record when asked to, and says what came of it. */
export function VerifyStrip() {
  const verify = useQuery(verifyQuery);
  const [shown, setShown] = useState(false);
  const report = verify.data;
  const found = report ? report.findings.length + report.more : 0;
  return (
    <footer className="flex min-h-[42px] shrink-0 items-center gap-2.5 border-line border-t px-3 py-1.5 text-12">
      <div role="status" className="flex min-w-0 flex-1 items-center gap-2">
        {verify.error && !verify.isFetching ? (
          <span className="text-red-ink">{verify.error.message}</span>
        ) : report === undefined ? (
          <span className="text-ink-2">
            {verify.isFetching
              ? "Holding everything against the record…"
              : "Custody chain, patches, files and guards"}
          </span>
        ) : (
          <>
            {report.intact ? (
              <CircleCheck aria-hidden className="size-4 shrink-0 text-green" />
            ) : (
              <TriangleAlert aria-hidden className="size-4 shrink-0 text-red-ink" />
            )}
            <span
              className={clsx("whitespace-nowrap", report.intact ? "text-ink" : "font-semibold text-red-ink")}
            >
              {report.intact ? "Intact" : counted(found, "finding")}
            </span>
            <span className="min-w-0 truncate text-ink-2">{checkedWords(report)}</span>
          </>
        )}
      </div>
      {found > 0 && <Button onClick={() => setShown(true)}>Show</Button>}
      <Button disabled={verify.isFetching} onClick={() => void verify.refetch()}>
        Verify
      </Button>
      {report && shown && <Findings report={report} onClose={() => setShown(false)} />}
    </footer>
  );
}

function checkedWords({ checked }: VerifyReport): string {
  const { custody_rows, patches, files, guards } = checked;
  return [
    counted(custody_rows ?? 0, "custody row"),
    counted(patches, "patch", "patches"),
    counted(files, "file"),
    counted(guards, "guard"),
  ].join(", ");
}

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

function Findings({ report, onClose }: { report: VerifyReport; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="What is not as the record says"
      className="w-[min(860px,calc(100vw-32px))]!"
    >
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
        tabIndex={0}
        aria-label="Findings"
        className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4"
      >
        {report.findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes
          <li key={index} className="rounded-card border border-line bg-sunken p-3">
            <p className="break-words text-ink">{finding.text}</p>
            <p className="mt-1 break-words text-12 text-ink-2">{finding.advice}</p>
          </li>
        ))}
        {report.more > 0 && <li className="text-ink-2">… and {formatCount(report.more)} more</li>}
      </ol>
    </Dialog>
  );
}
