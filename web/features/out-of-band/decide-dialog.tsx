import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { OutOfBandEdit } from "../../../shared/models/out-of-band.ts";
import { acceptOutOfBand, putBackOutOfBand } from "../../../shared/operations/out-of-band.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { call } from "../../api/call.ts";
import { outOfBandKey } from "../../api/out-of-band-query.ts";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { ReasonField } from "../../components/ui/reason-field.tsx";
import { RefusalNote } from "../../components/ui/refusal-note.tsx";
import { toast } from "../../components/ui/toast.ts";

/** What is about to be decided of an edit. */
export type Decision = { is: "accept" | "accept_group" | "put_back"; edit: OutOfBandEdit };

interface Words {
  title: string;
  description: ReactNode;
  confirm: string;
  done: string;
}

/** Asks before an edit is accepted or put back. A refusal is shown in its words, and the question stays. */
export function DecideDialog({
  decision: { is, edit },
  onClose,
  onDone,
  onOpenPatch,
}: {
  decision: Decision;
  onClose: () => void;
  onDone: () => void;
  onOpenPatch: (patchId: string) => void;
}) {
  const [reason, setReason] = useState("");
  const client = useQueryClient();
  const words = wordsOf(is, edit);
  const decide = useMutation({
    mutationFn: () => send(is, edit.id, reason.trim()),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: outOfBandKey });
      if (!answer.ok) return;
      const { patchId } = answer;
      toast({
        tone: "success",
        title: words.done,
        ...(patchId === null ? {} : { action: { label: "Show the patch", run: () => onOpenPatch(patchId) } }),
      });
      onDone();
    },
  });
  const refusal = decide.data?.ok === false ? decide.data : null;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.description}
      confirm={decide.isPending ? "One moment…" : words.confirm}
      danger={is === "put_back"}
      busy={decide.isPending}
      onConfirm={() => decide.mutate()}
    >
      <ReasonField label="Reason, kept on record" value={reason} onChange={setReason} />
      {refusal && <RefusalNote refusal={refusal} />}
    </ConfirmDialog>
  );
}

async function send(
  is: Decision["is"],
  id: string,
  reason: string,
): Promise<Result<{ patchId: string | null }>> {
  if (is !== "put_back") {
    const answer = await call(acceptOutOfBand, { id, reason, group: is === "accept_group" });
    return answer.ok ? ok({ patchId: null }) : answer;
  }
  const answer = await call(putBackOutOfBand, { id, reason });
  if (!answer.ok) return answer;
  const { result } = answer;
  return result.ok ? ok({ patchId: result.patch_id }) : result;
}

function wordsOf(is: Decision["is"], edit: OutOfBandEdit): Words {
  const file = <span className="break-all font-mono text-12 text-ink">{edit.file}</span>;
  switch (is) {
    case "accept":
      return {
        title: "Accept this edit?",
        description: (
          <p>
            {file} stays as it is, and that you accepted it is on record. To take it back later, revert{" "}
            <span className="font-mono text-12 text-ink">{edit.id}</span>.
          </p>
        ),
        confirm: "Accept",
        done: `Accepted the edit of ${edit.file}`,
      };
    case "accept_group":
      return {
        title: `Accept all ${edit.group_size} at once?`,
        description: <p>Every file of this group stays as it is, and that you accepted them is on record.</p>,
        confirm: "Accept all",
        done: `Accepted ${edit.group_size} edits`,
      };
    case "put_back":
      return {
        title: "Put this edit back?",
        description: (
          <>
            <p>{file} goes back to what it was, by a patch that is on record and can itself be reverted.</p>
            <p className="mt-1.5">
              If those lines have been changed since, nothing is written and you are told where.
            </p>
          </>
        ),
        confirm: "Put back",
        done: `${edit.file} is as it was`,
      };
  }
}
