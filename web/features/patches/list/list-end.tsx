import { Button } from "../../../components/ui/button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { patchStream, usePatchStream } from "../stream/patch-stream.ts";

/** What stands below the last row: older rows on their way, or why they are not. */
export function ListEnd() {
  const more = usePatchStream((state) => state.more);
  if (more.is === "reading" && more.end === "older")
    return (
      <div role="presentation" className="flex h-8 items-center gap-2.5 px-3">
        <Skeleton className="h-3 w-14" />
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-3 flex-1" />
      </div>
    );
  if (more.is !== "failed") return null;
  return (
    <div role="alert" className="flex items-center gap-3 px-3 py-2 text-12 text-ink-2">
      <span className="min-w-0 flex-1">Older patches could not be read. {more.refusal.error}</span>
      <Button size="sm" onClick={patchStream.readOlder}>
        Try again
      </Button>
    </div>
  );
}
