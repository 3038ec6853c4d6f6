import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import type { CustodyRow, PatchDetail } from "../../../../../shared/models/patch-record.ts";
import { CheckList } from "./check-list.tsx";
import { CheckOutput } from "./check-output.tsx";
import { CustodyRows } from "./custody-rows.tsx";
import { CustodySteps } from "./custody-steps.tsx";
import { custodyTimeline } from "./custody-timeline.ts";
import { Facts } from "./facts.tsx";
import { LeaseNote } from "./lease-note.tsx";
import { PanelActions } from "./panel-actions.tsx";
import { checkLines } from "./patch-checks.ts";
import { firstFacts, furtherFacts } from "./patch-facts.ts";
import { PatchLink } from "./patch-link.tsx";
import { TaskNote } from "./task-note.tsx";

/**
 * Whose patch this is, what was checked, and who had it when; what can be done stays in sight below. `open` shows at once what is otherwise folded away, for
 * where there is room.
 */
export function Inspector({
  patch,
  custody,
  diff,
  open,
  onOpenPatch,
}: {
  patch: PatchDetail;
  custody: readonly CustodyRow[];
  /** the text of its diff; "" where there is none */
  diff: string;
  open: boolean;
  onOpenPatch: (patchId: string) => void;
}) {
  const steps = useMemo(() => custodyTimeline(patch, custody), [patch, custody]);
  const checks = checkLines(patch);
  return (
    <>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
        <div className={open ? "flex flex-col gap-4" : "flex gap-4"}>
          <div className="min-w-0 flex-1">
            <Facts facts={firstFacts(patch)} />
          </div>
          {checks.length > 0 && (
            <div className={open ? "" : "w-[36%] max-w-[180px] shrink-0"}>
              <CheckList lines={checks} />
            </div>
          )}
        </div>
        <LeaseNote file={patch.file} />
        <TaskNote patch={patch} onOpenPatch={onOpenPatch} />
        {patch.ts_check_ok === false && patch.ts_check_out && <CheckOutput text={patch.ts_check_out} />}
        {(patch.reverted_by ?? patch.reverts) && (
          <p className="text-ink-2">
            {patch.reverted_by ? "Reverted by " : "Reverts "}
            <PatchLink patchId={(patch.reverted_by ?? patch.reverts)!} onOpen={onOpenPatch} />
          </p>
        )}
        <CustodySteps steps={steps} />
        <details open={open} className="group/more">
          <summary className="-mx-1 flex w-fit list-none items-center gap-1 rounded px-1 text-12 text-ink-2 hover:text-ink">
            <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/more:rotate-90" />
            Origin and custody chain
          </summary>
          <div className="flex flex-col gap-3 pt-2">
            <Facts facts={furtherFacts(patch)} />
            <CustodyRows rows={custody} />
          </div>
        </details>
      </div>
      <div className="shrink-0 border-line-soft border-t px-3 py-2.5">
        <PanelActions patch={patch} diff={diff} onOpenPatch={onOpenPatch} />
      </div>
    </>
  );
}
