import { useRef } from "react";
import { useStore } from "zustand";
import { useCommands } from "../../../components/frame/commands.ts";
import { formatCount } from "../../../components/ui/number-format.ts";
import { FileGroup } from "./file-group.tsx";
import { closeFile, fileStore, type OpenedFile, openedFiles } from "./file-store.ts";

/** The traces of opened files, above those of the server. */
export function FileTraces({
  traceId,
  onOpen,
  onClose,
}: {
  /** the one that is open */
  traceId: string | undefined;
  onOpen: (traceId: string) => void;
  /** the one that is open went with its file */
  onClose: () => void;
}) {
  const traces = useStore(fileStore, (state) => state.traces);
  if (traces.length === 0) return null;
  const files = openedFiles(traces);
  const close = (closing: readonly OpenedFile[]) => {
    const isOpen = closing.some((file) => file.traces.some(({ trace }) => trace.trace_id === traceId));
    for (const { reader } of closing) closeFile(reader);
    if (isOpen) onClose();
  };
  return <FileList files={files} traceId={traceId} onOpen={onOpen} onClose={close} />;
}

function FileList({
  files,
  traceId,
  onOpen,
  onClose,
}: {
  files: readonly OpenedFile[];
  traceId: string | undefined;
  onOpen: (traceId: string) => void;
  onClose: (closing: readonly OpenedFile[]) => void;
}) {
  const box = useRef<HTMLElement>(null);
  useCommands([
    {
      id: "file-close",
      title: "Close the file",
      section: "In the files (Tab)",
      heldKeys: ["Delete"],
      inPalette: false,
      run: () => box.current?.querySelector("button")?.focus(),
    },
  ]);
  const toFeed = () => document.querySelector<HTMLElement>("[data-feed]")?.focus();
  const closeOne = (at: number) => {
    // what stands beside it takes the focus, so that the keys go on from there
    const groups = [...(box.current?.querySelectorAll<HTMLElement>("[data-file]") ?? [])];
    const next = (groups[at + 1] ?? groups[at - 1])?.querySelector<HTMLElement>("li button");
    if (groups[at]?.contains(document.activeElement)) {
      if (next) next.focus();
      else toFeed();
    }
    onClose([files[at]!]);
  };
  const closeAll = () => {
    toFeed();
    onClose(files);
  };
  return (
    <section
      ref={box}
      aria-label="From files"
      className="flex max-h-[40%] shrink-0 flex-col border-line border-b"
    >
      {files.length > 1 && (
        <div className="flex h-7 shrink-0 items-center gap-2 border-line-soft border-b pr-2 pl-3 text-12 text-ink-2">
          <span className="flex-1">{formatCount(files.length)} files</span>
          <button type="button" onClick={closeAll} className="rounded px-1 hover:text-ink">
            Close all
          </button>
        </div>
      )}
      <div className="min-h-0 overflow-y-auto">
        {files.map((file, at) => (
          <FileGroup
            // its first trace is in no other file
            key={file.traces[0]!.trace.trace_id}
            file={file}
            traceId={traceId}
            onOpen={onOpen}
            onClose={() => closeOne(at)}
          />
        ))}
      </div>
    </section>
  );
}
