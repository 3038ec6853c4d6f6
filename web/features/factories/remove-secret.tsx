import { useMutation, useQueryClient } from "@tanstack/react-query";
import { forgetFactorySecret } from "../../../shared/operations/factories.ts";
import { answer } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { factoriesQuery } from "../../api/factories-query.ts";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { toast } from "../../components/ui/toast.ts";

/** Asks before a factory is called without its token. */
export function RemoveSecret({
  name,
  onClose,
  onRemoved,
}: {
  name: string;
  onClose: () => void;
  onRemoved: () => void;
}) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => answer(call(forgetFactorySecret, { name })),
    onSuccess: async () => {
      toast({ tone: "success", title: "Token removed", text: `${name} is called without one from now on.` });
      await client.invalidateQueries(factoriesQuery);
      onRemoved();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Remove the token?"
      description={
        <p>
          <span className="wrap-anywhere font-mono text-12 text-ink">{name}</span> is called without it at
          once, also by a replay that is under way, and may then turn calls away. It is not shown here, so
          have it at hand if you want to set it again; at the factory itself it stays valid.
        </p>
      }
      confirm={remove.isPending ? "Removing…" : "Remove"}
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {remove.error && (
        <p role="alert" className="text-12 text-red-ink">
          {remove.error.message}
        </p>
      )}
    </ConfirmDialog>
  );
}
