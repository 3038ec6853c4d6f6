import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { RefusedError } from "../../../api/answer.ts";
import type { DiffViewMode } from "../../../components/diff/diff-blocks.ts";
import { parseDiff } from "../../../components/diff/parse-diff.ts";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { useDialogKeys } from "../../../components/ui/use-dialog-keys.ts";
import { Inspector } from "./inspector/inspector.tsx";
import { PanelEmpty } from "./panel-empty.tsx";
import { PanelHeader } from "./panel-header.tsx";
import { PanelSkeleton } from "./panel-skeleton.tsx";
import { PatchDialog } from "./patch-dialog.tsx";
import { PatchDiff } from "./patch-diff.tsx";
import { patchCustodyQuery, patchDetailQuery, patchDiffQuery } from "./patch-queries.ts";
import { usePatchLive } from "./use-patch-live.ts";

export interface PatchPanelProps {
  /** null: nothing is selected */
  patchId: string | null;
  view: DiffViewMode;
  onViewChange: (view: DiffViewMode) => void;
  /** shows another patch: the one that reverted this, or that this reverts */
  onOpenPatch: (patchId: string) => void;
  onClose: () => void;
}

/** Diff and inspector of one patch, kept up to date by the live feed; full-screen in a dialog. It fills its parent. */
export function PatchPanel(props: PatchPanelProps) {
  usePatchLive(props.patchId);
  return (
    <aside aria-label="Patch" className="flex h-full min-h-0 min-w-0 flex-col">
      {props.patchId === null ? <PanelEmpty /> : <OnePatch {...props} patchId={props.patchId} />}
    </aside>
  );
}

const noRows: [] = [];

function OnePatch({
  patchId,
  view,
  onViewChange,
  onOpenPatch,
  onClose,
}: PatchPanelProps & { patchId: string }) {
  const [fullScreen, setFullScreen] = useState(false);
  const detail = useQuery(patchDetailQuery(patchId));
  // A patch that wrote nothing has no diff to ask for.
  const diff = useQuery({ ...patchDiffQuery(patchId), enabled: detail.data?.diff_path != null });
  const custody = useQuery(patchCustodyQuery(patchId));
  useDialogKeys({ u: () => onViewChange(view === "split" ? "unified" : "split") });
  const text = diff.data?.diff ?? "";
  const files = useMemo(() => parseDiff(text), [text]);
  if (detail.isPending) return <PanelSkeleton />;
  if (detail.isError)
    return (
      <ErrorState
        title="This patch could not be read"
        message={detail.error.message}
        code={detail.error instanceof RefusedError ? detail.error.code : undefined}
        onRetry={() => void detail.refetch()}
      />
    );

  const patch = detail.data;
  const header = (
    <PanelHeader
      file={patch.file}
      view={view}
      onViewChange={onViewChange}
      fullScreen={fullScreen}
      onFullScreenChange={setFullScreen}
      onClose={onClose}
    />
  );
  const inspector = (
    <Inspector
      patch={patch}
      custody={custody.data ?? noRows}
      diff={text}
      open={fullScreen}
      onOpenPatch={onOpenPatch}
    />
  );
  const lines = <PatchDiff patch={patch} diff={diff} files={files} view={view} />;
  return (
    <>
      {!fullScreen && header}
      <div className="min-h-0 flex-1">{!fullScreen && lines}</div>
      {!fullScreen && (
        <div className="flex max-h-[52%] min-h-0 shrink-0 flex-col border-line border-t">{inspector}</div>
      )}
      <PatchDialog
        open={fullScreen}
        onOpenChange={setFullScreen}
        file={patch.file}
        header={header}
        diff={lines}
        inspector={inspector}
      />
    </>
  );
}
