import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useMemo } from "react";
import type { OutOfBandEdit } from "../../../shared/models/out-of-band.ts";
import { RefusedError } from "../../api/answer.ts";
import type { DiffViewMode } from "../../components/diff/diff-blocks.ts";
import { DiffSkeleton } from "../../components/diff/diff-skeleton.tsx";
import { DiffView } from "../../components/diff/diff-view.tsx";
import { parseDiff } from "../../components/diff/parse-diff.ts";
import { CardHeader } from "../../components/ui/card.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { FilePath } from "../../components/ui/file-path.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { EditFoot } from "./edit-foot.tsx";
import { editQuery } from "./edit-queries.ts";
import { noDiffWords } from "./edit-words.ts";

const views = [
  { value: "split", label: "Split" },
  { value: "unified", label: "Unified" },
] as const;

/** One edit: what it did to the file, what is known of it, and what can be done about it. */
export function EditPanel({
  id,
  view,
  mayDecide,
  onViewChange,
  onClose,
  onAccept,
  onPutBack,
}: {
  id: string;
  view: DiffViewMode;
  mayDecide: boolean;
  onViewChange: (view: DiffViewMode) => void;
  onClose: () => void;
  onAccept: (edit: OutOfBandEdit) => void;
  onPutBack: (edit: OutOfBandEdit) => void;
}) {
  const query = useQuery(editQuery(id));
  const text = query.data?.diff ?? "";
  const files = useMemo(() => parseDiff(text), [text]);
  if (query.data === undefined && query.error)
    return (
      <ErrorState
        title="The edit could not be read"
        message={query.error.message}
        {...(query.error instanceof RefusedError ? { code: query.error.code } : {})}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.data === undefined) return <DiffSkeleton />;
  const { edit, truncated } = query.data;
  return (
    <aside aria-label="Edit" className="flex h-full min-h-0 min-w-0 flex-col">
      <CardHeader className="gap-1">
        <FilePath path={edit.file} className="text-ink" />
        <CopyButton text={edit.file} label="Copy path" className="[&>svg]:size-3.5" />
        <span className="min-w-1 flex-1" />
        {files.length > 0 && (
          <Segmented label="Diff view" value={view} options={views} onChange={onViewChange} />
        )}
        <IconButton label="Close edit" keys="Esc" className="-mr-1.5 ml-1" onClick={onClose}>
          <X />
        </IconButton>
      </CardHeader>
      <div className="min-h-0 flex-1">
        {files.length > 0 ? (
          <DiffView key={edit.id} files={files} view={view} />
        ) : (
          <EmptyState title="No diff of this edit">
            {edit.no_diff === null ? "Its diff is gone from .mission_control." : noDiffWords(edit.no_diff)}
          </EmptyState>
        )}
      </div>
      <EditFoot
        edit={edit}
        diff={text}
        truncated={truncated}
        mayDecide={mayDecide}
        onAccept={() => onAccept(edit)}
        onPutBack={() => onPutBack(edit)}
      />
    </aside>
  );
}
