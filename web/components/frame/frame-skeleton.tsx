import { Skeleton } from "../ui/skeleton.tsx";

/** The frame before the server has said what stands in it. */
export function FrameSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="grid h-full grid-cols-[56px_minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)]"
    >
      <div className="row-span-2 flex justify-center border-line border-r bg-surface pt-2">
        <Skeleton className="size-8 rounded-[9px]" />
      </div>
      <div className="flex items-center gap-3 border-line border-b px-4">
        <Skeleton className="h-3.5 w-16" />
        <Skeleton className="h-3 w-40" />
      </div>
    </div>
  );
}
