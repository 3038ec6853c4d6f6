import { Skeleton } from "../ui/skeleton.tsx";

const widths = ["w-2/5", "w-3/5", "w-1/2", "w-1/3", "w-2/3", "w-1/2", "w-3/4", "w-2/5", "w-3/5", "w-1/4"];

/** Where code is about to stand. */
export function DiffSkeleton() {
  return (
    <div role="status" aria-label="Loading the diff" className="h-full bg-sunken py-1.5">
      {widths.map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and stay in place
        <div key={row} className="flex h-5 items-center gap-4 px-3">
          <Skeleton className="h-2 w-6" />
          <Skeleton className={`h-2 ${width}`} />
        </div>
      ))}
    </div>
  );
}
