import { useEffect, useEffectEvent, useState } from "react";
import { toast } from "../../../components/ui/toast.ts";
import { addFileTraces } from "./file-store.ts";

/** Reads files, and shows the first trace of the last that could be read. What reads them is loaded with the first. */
export async function openFiles(files: readonly File[], onTrace: (traceId: string) => void): Promise<void> {
  const { readTraces } = await import("./read-traces.ts");
  let shown: string | undefined;
  for (const file of files) {
    const read = readTraces(file.name, await file.text(), Date.now());
    if (!read.ok) toast({ tone: "error", title: `${file.name} was not opened`, text: read.error });
    else if (read.traces.length > 0) {
      addFileTraces(read.traces);
      shown = read.traces[0]!.trace.trace_id;
    }
  }
  if (shown !== undefined) onTrace(shown);
}

/** Takes files that are dropped anywhere on the page. True while one is held over it. */
export function useFileDrop(onTrace: (traceId: string) => void): boolean {
  const [over, setOver] = useState(false);
  const open = useEffectEvent((files: File[]) => void openFiles(files, onTrace));
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      open([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, []);
  return over;
}
