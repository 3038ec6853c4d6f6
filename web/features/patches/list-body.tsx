import { SearchX } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { ListSkeleton } from "./list/list-skeleton.tsx";
import { PatchList, type PatchListProps } from "./list/patch-list.tsx";
import { patchStream, usePatchStream } from "./stream/patch-stream.ts";

/** The list, or what stands in its place: it is being read, it could not be, nothing fits the filters. */
export function ListBody({ onClear, ...list }: PatchListProps & { onClear: () => void }) {
  const page = usePatchStream((state) => state.page);
  if (page.is === "failed")
    return (
      <ErrorState
        title="The patches could not be read"
        message={page.refusal.error}
        code={page.refusal.code}
        onRetry={patchStream.reload}
      />
    );
  if (list.items.length > 0) return <PatchList {...list} />;
  if (page.is === "reading") return <ListSkeleton />;
  return (
    <EmptyState
      icon={<SearchX />}
      title="No patch fits these filters"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Patches that fit will appear as they happen.
    </EmptyState>
  );
}
