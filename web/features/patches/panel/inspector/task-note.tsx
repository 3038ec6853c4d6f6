import { CircleSlash } from "lucide-react";
import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import { Time } from "../../../../components/ui/time.tsx";
import { LongText } from "./long-text.tsx";
import { PatchLink } from "./patch-link.tsx";

/** Says that the patch's task is blocked and by what, this patch or another; nothing where it goes on. */
export function TaskNote({
  patch,
  onOpenPatch,
}: {
  patch: PatchDetail;
  onOpenPatch: (patchId: string) => void;
}) {
  const blocked = patch.task?.blocked;
  if (!patch.task || !blocked) return null;
  return (
    <section
      aria-label="Blocked task"
      className="flex gap-2 rounded-control border border-red/40 px-2.5 py-1.5 text-12 tint-red"
    >
      <CircleSlash aria-hidden className="mt-0.5 size-3.5 shrink-0 text-red-ink" />
      <div className="min-w-0 flex-1">
        <p>
          Task <span className="font-mono">{patch.task.uuid}</span> is blocked since <Time iso={blocked.at} />
          {blocked.patch_id === patch.patch_id ? (
            ", by this patch"
          ) : (
            <>
              , by <PatchLink patchId={blocked.patch_id} onOpen={onOpenPatch} />
            </>
          )}
          <span className="text-ink-2">. A patch of it that lands well lets it go on.</span>
        </p>
        {blocked.patch_id !== patch.patch_id && (
          <div className="mt-0.5 text-ink-2">
            <span className="font-mono font-semibold text-11 text-red-ink">{blocked.code}</span>{" "}
            <LongText key={blocked.error} text={blocked.error} />
          </div>
        )}
      </div>
    </section>
  );
}
