import { Skeleton } from "../../../components/ui/skeleton.tsx";

const widths = ["w-3/5", "w-2/5", "w-1/2", "w-2/3", "w-1/3"];

/** The list before its first page. */
export function ListSkeleton() {
  return (
    <div role="status" aria-label="Reading patches" className="min-h-0 flex-1 overflow-hidden">
      {Array.from({ length: 30 }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing
          key={line}
          className="flex h-8 items-center gap-3 border-line-soft border-b px-3"
        >
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-4 w-[72px] rounded-full" />
          <div className="flex-1">
            <Skeleton className={`h-3 ${widths[line % widths.length]}`} />
          </div>
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-3 w-12" />
        </div>
      ))}
    </div>
  );
}
