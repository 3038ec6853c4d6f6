import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import { revertPatch } from "../../../../../shared/operations/patches.ts";
import type { Refusal } from "../../../../../shared/result.ts";
import { call } from "../../../../api/call.ts";
import { ConfirmDialog } from "../../../../components/ui/confirm-dialog.tsx";
import { ReasonField } from "../../../../components/ui/reason-field.tsx";
import { RefusalNote } from "../../../../components/ui/refusal-note.tsx";
import { toast } from "../../../../components/ui/toast.ts";
import { refreshPatch } from "../patch-queries.ts";
import { shortId } from "./patch-facts.ts";

/** Asks for a reason and reverts. A refusal is shown in its words, and the dialog stays for another try. */
export function RevertDialog({
  patch,
  open,
  onOpenChange,
  onOpenPatch,
}: {
  patch: PatchDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onOpenPatch: (patchId: string) => void;
}) {
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const revert = useMutation({
    mutationFn: async (): Promise<{ patchId: string } | Pick<Refusal, "code" | "error">> => {
      const answer = await call(revertPatch, { patch_id: patch.patch_id, reason: reason.trim() });
      if (!answer.ok) return answer;
      const { result } = answer;
      return result.ok ? { patchId: result.patch_id } : result;
    },
    onSuccess: (outcome) => {
      refreshPatch(client, patch.patch_id);
      if (!("patchId" in outcome)) return;
      onOpenChange(false);
      setReason("");
      toast({
        tone: "success",
        title: `Reverted ${shortId(patch.patch_id)}`,
        text: `Its lines in ${patch.file} are back as they were.`,
        action: { label: "Show the new patch", run: () => onOpenPatch(outcome.patchId) },
      });
    },
  });
  const refusal = revert.data && !("patchId" in revert.data) ? revert.data : null;

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) revert.reset();
        onOpenChange(next);
      }}
      title={`Revert patch ${shortId(patch.patch_id)}?`}
      description={whatHappens(patch)}
      confirm={revert.isPending ? "Reverting…" : "Revert patch"}
      danger
      busy={revert.isPending}
      onConfirm={() => revert.mutate()}
    >
      <ReasonField label="Reason, kept with the new patch" value={reason} onChange={setReason} />
      {refusal && <RefusalNote refusal={refusal} />}
    </ConfirmDialog>
  );
}

function whatHappens(patch: PatchDetail) {
  const lines =
    patch.lines_added === null || patch.lines_removed === null
      ? "The lines it changed"
      : `${patch.lines_added} added and ${patch.lines_removed} removed lines`;
  return (
    <>
      <p>
        {lines} of <span className="break-all font-mono text-12 text-ink">{patch.file}</span> go back to what
        they were, by a new patch that can itself be reverted.
      </p>
      <p className="mt-1.5">
        If those lines have been changed since, nothing is written and you are told where.
      </p>
    </>
  );
}
