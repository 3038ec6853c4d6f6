import { useQuery } from "@tanstack/react-query";
import { LockKeyholeOpen } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Lease } from "../../../shared/models/lease.ts";
import { mayUse, type Role } from "../../../shared/roles.ts";
import { RefusedError } from "../../api/answer.ts";
import { leasesQuery } from "../../api/leases-query.ts";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { LeasesTable } from "./leases-table.tsx";
import { ReleaseLease } from "./release-lease.tsx";

/** Who holds which file and until when. A reviewer can give a file free. */
export function LeasesDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const [releasing, setReleasing] = useState<Lease | null>(null);
  const stays = useRef<HTMLDivElement>(null);
  const released = useRef(false);
  // the button that asked goes with its row
  useEffect(() => {
    if (releasing !== null || !released.current) return;
    released.current = false;
    stays.current?.focus();
  }, [releasing]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Leases"
      description="While a task holds a file, every edit of it by anybody else is refused. A lease ends by itself, also where its agent has died."
      className="w-[min(940px,calc(100vw-32px))]!"
    >
      <div ref={stays} tabIndex={-1} className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4 outline-none">
        <Listed mayRelease={mayUse(role, "reviewer")} onRelease={setReleasing} />
        <HowTo />
      </div>
      {releasing && (
        <ReleaseLease
          lease={releasing}
          onClose={() => setReleasing(null)}
          onReleased={() => {
            released.current = true;
            setReleasing(null);
          }}
        />
      )}
    </Dialog>
  );
}

function Listed({ mayRelease, onRelease }: { mayRelease: boolean; onRelease: (lease: Lease) => void }) {
  const leases = useQuery(leasesQuery);
  if (leases.data === undefined && leases.error)
    return (
      <ErrorState
        title="The leases could not be read"
        message={leases.error.message}
        {...(leases.error instanceof RefusedError ? { code: leases.error.code } : {})}
        onRetry={() => leases.refetch()}
      />
    );
  if (leases.data === undefined)
    return (
      <div role="status" aria-label="Reading the leases" className="flex flex-col gap-3 py-2">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    );
  if (leases.data.length === 0)
    return (
      <EmptyState icon={<LockKeyholeOpen />} title="No file is held" className="h-auto! py-5!">
        Edits of the same file wait for each other anyway. A lease is for a task that needs a file to itself
        over several edits.
      </EmptyState>
    );
  return <LeasesTable leases={leases.data} mayRelease={mayRelease} onRelease={onRelease} />;
}

const takeLine = "npx patchctl lock --file src/a.ts --task-id TASK --minutes 15";

function HowTo() {
  return (
    <section className="flex items-center gap-3 rounded-card border border-line bg-sunken py-1.5 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <h3 className="text-12 text-ink-2">
          Hold a file, or renew: from the command line, as its agent does
        </h3>
        <p className="break-words font-mono text-12">{takeLine}</p>
      </div>
      <CopyButton text={takeLine} label="Copy the command">
        Copy
      </CopyButton>
    </section>
  );
}
