import type { UseQueryResult } from "@tanstack/react-query";
import type { PatchDetail } from "../../../../shared/models/patch-record.ts";
import type { OutputOf } from "../../../../shared/operation.ts";
import type { getPatchDiff } from "../../../../shared/operations/patches.ts";
import { RefusedError } from "../../../api/answer.ts";
import type { DiffViewMode } from "../../../components/diff/diff-blocks.ts";
import type { DiffFile } from "../../../components/diff/diff-model.ts";
import { DiffSkeleton } from "../../../components/diff/diff-skeleton.tsx";
import { DiffView } from "../../../components/diff/diff-view.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { RefusalView } from "./refusal/refusal-view.tsx";

export type DiffResult = UseQueryResult<OutputOf<typeof getPatchDiff>>;

/** The diff of a patch, or what there is to say in its place. */
export function PatchDiff({
  patch,
  diff,
  files,
  view,
}: {
  patch: PatchDetail;
  diff: DiffResult;
  /** what `diff` holds, read */
  files: readonly DiffFile[];
  view: DiffViewMode;
}) {
  if (files.length > 0)
    return (
      <div className="flex h-full min-h-0 flex-col">
        <div className="min-h-0 flex-1">
          {/* A view of its own for each patch: it starts at its top. */}
          <DiffView key={patch.patch_id} files={files} view={view} />
        </div>
        {diff.data?.truncated && patch.diff_path !== null && isCut(patch, files) && (
          <Truncated path={patch.diff_path} />
        )}
      </div>
    );
  if (patch.diff_path === null) return <WithoutDiff patch={patch} />;
  if (diff.isPending) return <DiffSkeleton />;
  if (diff.isError)
    return (
      <ErrorState
        title="The diff could not be read"
        message={diff.error.message}
        code={diff.error instanceof RefusedError ? diff.error.code : undefined}
        onRetry={() => void diff.refetch()}
      />
    );
  return <WithoutDiff patch={patch} />;
}

function WithoutDiff({ patch }: { patch: PatchDetail }) {
  if (patch.status === "failed" && patch.diff_path === null) return <RefusalView patch={patch} />;
  if (patch.status === "requested")
    return <EmptyState title="Not applied yet">The diff appears as soon as the edit is written.</EmptyState>;
  return (
    <EmptyState title="No diff here">
      This patch was reported without one, so its lines cannot be shown.
    </EmptyState>
  );
}

function Truncated({ path }: { path: string }) {
  return (
    <div className="flex items-center gap-2 border-line border-t px-3 py-1.5 text-12 text-ink-2">
      <p className="min-w-0 flex-1">
        This diff is too large to show whole: here is its beginning. All of it is in{" "}
        <code className="break-all font-mono text-ink">{path}</code>
      </p>
      <CopyButton text={path} label="Copy the path of the whole diff" />
    </div>
  );
}

/** The server also says so where only its text windows, which are not shown here, were cut. */
function isCut(patch: PatchDetail, files: readonly DiffFile[]): boolean {
  if (patch.lines_added === null || patch.lines_removed === null) return true;
  const shown = (count: (file: DiffFile) => number) => files.reduce((sum, file) => sum + count(file), 0);
  return (
    shown((file) => file.added) < patch.lines_added || shown((file) => file.removed) < patch.lines_removed
  );
}
