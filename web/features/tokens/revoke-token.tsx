import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revokeToken } from "../../../shared/operations/system.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { toast } from "../../components/ui/toast.ts";
import { hostToken, revokeWords, type TokenRow } from "./token-words.ts";
import { tokensQuery } from "./tokens-query.ts";

/** Asks before a token is revoked. One of the server's own asks for its name as well: much hangs on it. */
export function RevokeToken({
  row,
  onClose,
  onRevoked,
}: {
  row: TokenRow;
  onClose: () => void;
  onRevoked: () => void;
}) {
  const [typed, setTyped] = useState("");
  const queryClient = useQueryClient();
  const own = hostToken(row) !== null;
  const revoke = useMutation({
    mutationFn: () => answer(call(revokeToken, { id: row.id })),
    onSuccess: async () => {
      toast({ tone: "success", title: `${row.name} is revoked` });
      await queryClient.invalidateQueries(tokensQuery);
      onRevoked();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${row.name}?`}
      description={revokeWords(row)}
      confirm="Revoke"
      danger
      busy={revoke.isPending || (own && typed !== row.name)}
      onConfirm={() => revoke.mutate()}
    >
      {own && (
        <label className="flex flex-col gap-1.5 text-12 text-ink-2">
          Type {row.name} to go on
          <input
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="h-8 rounded-control border border-line bg-surface-2 px-2.5 font-mono text-12 text-ink"
          />
        </label>
      )}
      {revoke.error && (
        <p role="alert" className="text-12 text-red-ink">
          {revoke.error.message}
        </p>
      )}
    </ConfirmDialog>
  );
}
