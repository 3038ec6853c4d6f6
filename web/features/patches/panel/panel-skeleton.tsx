import { DiffSkeleton } from "../../../components/diff/diff-skeleton.tsx";
import { CardHeader } from "../../../components/ui/card.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";

/** The panel before its patch has been read. */
export function PanelSkeleton() {
  return (
    <>
      <CardHeader>
        <Skeleton className="h-2.5 w-44" />
      </CardHeader>
      <div className="min-h-0 flex-1">
        <DiffSkeleton />
      </div>
      <div className="flex flex-col gap-3 border-line border-t p-3">
        {["w-40", "w-52", "w-32", "w-48"].map((width) => (
          <div key={width} className="flex gap-6">
            <Skeleton className="h-2.5 w-16" />
            <Skeleton className={`h-2.5 ${width}`} />
          </div>
        ))}
      </div>
    </>
  );
}
