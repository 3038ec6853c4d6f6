import { Maximize2, Minimize2, X } from "lucide-react";
import type { DiffViewMode } from "../../../components/diff/diff-blocks.ts";
import { CardHeader } from "../../../components/ui/card.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { FilePath } from "../../../components/ui/file-path.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";

const views = [
  { value: "split", label: "Split" },
  { value: "unified", label: "Unified" },
] as const;

/** The file of the patch, and how its diff is shown. */
export function PanelHeader({
  file,
  view,
  onViewChange,
  fullScreen,
  onFullScreenChange,
  onClose,
}: {
  file: string;
  view: DiffViewMode;
  onViewChange: (view: DiffViewMode) => void;
  fullScreen: boolean;
  onFullScreenChange: (fullScreen: boolean) => void;
  onClose: () => void;
}) {
  return (
    <CardHeader className="gap-1">
      <FilePath path={file} className="text-ink" />
      <CopyButton text={file} label="Copy path" className="[&>svg]:size-3.5" />
      <span className="min-w-1 flex-1" />
      <Segmented label="Diff view" value={view} options={views} onChange={onViewChange} />
      <IconButton
        label={fullScreen ? "Leave full screen" : "Full screen"}
        className="ml-1 [&>svg]:size-3.5"
        onClick={() => onFullScreenChange(!fullScreen)}
      >
        {fullScreen ? <Minimize2 /> : <Maximize2 />}
      </IconButton>
      {!fullScreen && (
        <IconButton label="Close patch" keys="Esc" className="-mr-1.5" onClick={onClose}>
          <X />
        </IconButton>
      )}
    </CardHeader>
  );
}
