import { useQuery } from "@tanstack/react-query";
import { planQuery } from "../../api/replay-query.ts";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { FactoryList } from "./factory-list.tsx";
import { callsOf, many } from "./replay-words.ts";
import { SkippedList } from "./skipped-list.tsx";

/** Asks before other programs are set to work: which, how often, for what, and what is left out. */
export function ConfirmLive({
  traceId,
  onClose,
  onConfirm,
}: {
  traceId: string;
  onClose: () => void;
  onConfirm: () => void;
}) {
  // asked again: a factory may have gone since the form was filled in
  const { data, error, isFetching } = useQuery({ ...planQuery(traceId), refetchOnMount: "always" });
  const calls = data === undefined ? 0 : callsOf(data);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Replay live?"
      description={
        data === undefined ? (
          "These factories will be called:"
        ) : calls === 0 ? (
          "No factory can be called any more."
        ) : (
          <p>
            {many(data.factories.length, "factory", "factories")} will be called, {many(calls, "time")} in
            all. Each says that it simulates without side effects; whether it does is its own matter.
          </p>
        )
      }
      confirm={calls === 0 ? "Replay" : `Call ${many(data!.factories.length, "factory", "factories")}`}
      busy={isFetching || calls === 0}
      onConfirm={onConfirm}
    >
      {error && (
        <p role="alert" className="text-12 text-red-ink">
          {error.message}
        </p>
      )}
      {data === undefined ? (
        !error && <Skeleton className="h-10 w-full" />
      ) : (
        <div className="flex max-h-[50vh] flex-col gap-2 overflow-y-auto">
          <FactoryList factories={data.factories} />
          <SkippedList skipped={data.skipped} open={data.skipped.length <= 5} />
        </div>
      )}
    </ConfirmDialog>
  );
}
