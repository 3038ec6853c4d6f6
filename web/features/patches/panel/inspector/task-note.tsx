import { CircleSlash } from "lucide-react";
import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
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
  const byThis = blocked.patch_id === patch.patch_id;
  return (
    <section
      aria-label="Blocked task"
      className="flex gap-2 rounded-control border border-red/40 px-2.5 py-1.5 text-12 tint-red"
    >
      <CircleSlash aria-hidden className="mt-0.5 size-3.5 shrink-0 text-red-ink" />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-mono">{patch.task.uuid}</span> is blocked
          {byThis ? (
            " by this patch until another one lands well"
          ) : (
            <>
              {" "}
              by <PatchLink patchId={blocked.patch_id} onOpen={onOpenPatch} />
            </>
          )}
        </p>
        {!byThis && (
          <p className="line-clamp-2 wrap-anywhere text-ink-2" title={blocked.error}>
            <span className="font-mono font-semibold text-11 text-red-ink">{blocked.code}</span>{" "}
            {blocked.error}
          </p>
        )}
      </div>
    </section>
  );
}
