import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Lease } from "../../../shared/models/lease.ts";
import { releaseLease } from "../../../shared/operations/leases.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { leasesQuery } from "../../api/leases-query.ts";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { ReasonField } from "../../components/ui/reason-field.tsx";
import { toast } from "../../components/ui/toast.ts";

/** Asks before a file is taken from its task, and why: the reason goes into the custody chain. */
export function ReleaseLease({
  lease,
  onClose,
  onReleased,
}: {
  lease: Lease;
  onClose: () => void;
  onReleased: () => void;
}) {
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const release = useMutation({
    mutationFn: () => answer(call(releaseLease, { file: lease.file, force: true, reason: reason.trim() })),
    onSuccess: () => {
      toast({ tone: "success", title: "Released", text: `${lease.file} can be edited by anyone again.` });
      onReleased();
    },
    // somebody may have been quicker: what is refused here is out of date there
    onSettled: () => client.invalidateQueries({ queryKey: leasesQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Release ${lease.file.slice(lease.file.lastIndexOf("/") + 1)}?`}
      description={
        <p>
          Task <span className="wrap-anywhere font-mono text-12 text-ink">{lease.task_id}</span> (
          {lease.requester}) may be in the middle of its work on{" "}
          <span className="wrap-anywhere font-mono text-12 text-ink">{lease.file}</span>. Others can then edit
          the file at once; the task can take it again.
        </p>
      }
      confirm={release.isPending ? "Releasing…" : "Release"}
      danger
      busy={release.isPending || reason.trim() === ""}
      onConfirm={() => release.mutate()}
    >
      <ReasonField label="Reason, kept in the custody chain" value={reason} onChange={setReason} />
      {release.error && (
        <p role="alert" className="text-12 text-red-ink">
          {release.error.message}
        </p>
      )}
    </ConfirmDialog>
  );
}
