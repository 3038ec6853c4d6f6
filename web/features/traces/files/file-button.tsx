import { FolderOpen } from "lucide-react";
import type { RefObject } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { openFiles } from "./open-files.ts";

/** Opens trace files by a dialog, for those who do not drop them. */
export function FileButton({
  inputRef,
  onTrace,
}: {
  inputRef: RefObject<HTMLInputElement | null>;
  onTrace: (traceId: string) => void;
}) {
  return (
    <>
      <IconButton
        label="Open a trace file, or drop it here"
        keys="i"
        onClick={() => inputRef.current?.click()}
      >
        <FolderOpen />
      </IconButton>
      <input
        ref={inputRef}
        type="file"
        multiple
        hidden
        aria-label="Trace files"
        accept=".json,.jsonl,application/json"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          void openFiles(files, onTrace);
        }}
      />
    </>
  );
}
