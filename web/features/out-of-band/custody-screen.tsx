import { type UseInfiniteQueryResult, useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import clsx from "clsx";
import { Suspense, useMemo, useRef, useState } from "react";
import { mayUse } from "../../../shared/roles.ts";
import { RefusedError } from "../../api/answer.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { Card, CardHeader } from "../../components/ui/card.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { lazyPart } from "../../components/ui/lazy-part.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useIsWide } from "../../components/ui/use-is-wide.ts";
import { DecideDialog, type Decision } from "./decide-dialog.tsx";
import { EditList } from "./edit-list.tsx";
import { EditPanel } from "./edit-panel.tsx";
import { editsQuery } from "./edit-queries.ts";
import { type EditLine, toLines } from "./edit-words.ts";
import { NoEdits } from "./no-edits.tsx";
import { NoSelection } from "./no-selection.tsx";
import { useCustodyCommands } from "./use-custody-commands.ts";
import { useCustodyUrl } from "./use-custody-url.ts";
import { VerifyStrip } from "./verify-strip.tsx";
import { WatchMark } from "./watch-mark.tsx";

const Drawer = lazyPart(() => import("../../components/ui/drawer.tsx").then((file) => file.Drawer));

const shows = [
  { value: "open", label: "Open" },
  { value: "all", label: "All" },
] as const;

/** The Custody screen: edits that went around patchctl, and the one that is open. The address holds what is chosen. */
export function CustodyScreen() {
  const url = useCustodyUrl();
  const navigate = useNavigate();
  const wide = useIsWide();
  const show = url.show ?? "open";
  const edits = useInfiniteQuery(editsQuery(show));
  const mayDecide = mayUse(useSuspenseQuery(workspaceQuery).data.caller.role, "reviewer");
  const lines = useMemo(() => toLines(edits.data?.pages.flatMap((page) => page.edits) ?? []), [edits.data]);
  const watch = edits.data?.pages[0]?.watch;
  const gridRef = useRef<HTMLDivElement>(null);
  const [decision, setDecision] = useState<Decision | null>(null);
  useCustodyCommands({ url, lines, mayDecide, onDecide: setDecision });

  const panel =
    url.edit === undefined ? (
      <NoSelection />
    ) : (
      <EditPanel
        id={url.edit}
        view={url.diff ?? "unified"}
        mayDecide={mayDecide}
        onViewChange={url.setDiff}
        onClose={url.close}
        onAccept={(edit) => setDecision({ is: "accept", edit })}
        onPutBack={(edit) => setDecision({ is: "put_back", edit })}
      />
    );
  return (
    <div
      className={clsx(
        "grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] gap-2.5 p-2.5",
        "wide:grid-cols-[minmax(0,1fr)_clamp(420px,55vw,1000px)]",
      )}
    >
      <Card aria-label="Edits that went around">
        <CardHeader>
          <h2 className="truncate font-semibold">Edits that went around</h2>
          {watch && <WatchMark watch={watch} />}
          <span className="flex-1" />
          <Segmented label="Show" value={show} options={shows} onChange={url.setShow} />
        </CardHeader>
        <Listed
          edits={edits}
          lines={lines}
          show={show}
          list={
            <EditList
              lines={lines}
              selectedId={url.edit}
              gridRef={gridRef}
              mayDecide={mayDecide}
              onOpen={url.open}
              onAcceptGroup={(line) => setDecision({ is: "accept_group", edit: line.first })}
              onOlder={edits.hasNextPage ? () => void edits.fetchNextPage() : null}
            />
          }
        />
        <VerifyStrip />
      </Card>
      {wide ? (
        <Card>{panel}</Card>
      ) : (
        <Suspense>
          <Drawer
            side="right"
            title="Edit"
            open={url.edit !== undefined}
            onOpenChange={(open) => !open && url.close()}
          >
            {panel}
          </Drawer>
        </Suspense>
      )}
      {decision && (
        <DecideDialog
          decision={decision}
          onClose={() => setDecision(null)}
          onDone={() => {
            setDecision(null);
            // what asked is gone with the decision
            requestAnimationFrame(() => gridRef.current?.focus({ preventScroll: true }));
          }}
          onOpenPatch={(patch) => void navigate({ to: "/patches", search: { patch } })}
        />
      )}
    </div>
  );
}

function Listed({
  edits,
  lines,
  show,
  list,
}: {
  edits: UseInfiniteQueryResult<unknown>;
  lines: readonly EditLine[];
  show: "open" | "all";
  list: React.ReactNode;
}) {
  if (edits.data === undefined && edits.error)
    return (
      <ErrorState
        title="The edits could not be read"
        message={edits.error.message}
        {...(edits.error instanceof RefusedError ? { code: edits.error.code } : {})}
        onRetry={() => void edits.refetch()}
      />
    );
  if (edits.data === undefined)
    return (
      <div role="status" aria-label="Reading the edits" className="flex flex-1 flex-col gap-4 p-3">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    );
  if (lines.length > 0) return list;
  return (
    <div className="min-h-0 flex-1">
      <NoEdits show={show} />
    </div>
  );
}
