import { tooLarge } from "../../../../shared/trace/import/too-large.ts";
import { toast } from "../../../components/ui/toast.ts";
import { openFile } from "./file-reader.ts";
import { addFileTraces, beginReading } from "./file-store.ts";

/**
 * Reads trace files, one after another, and shows the first trace of the last that could be read. A file that is too
 * large is refused unread.
 */
export async function openFiles(files: readonly File[], onTrace: (traceId: string) => void): Promise<void> {
  let shown: string | undefined;
  for (const file of files) shown = (await readOne(file)) ?? shown;
  if (shown !== undefined) onTrace(shown);
}

/** The trace to show of it. */
async function readOne(file: File): Promise<string | undefined> {
  const refused = (text: string) => toast({ tone: "error", title: `${file.name} was not opened`, text });
  const large = tooLarge(file.size);
  if (large !== null) {
    refused(large.error);
    return undefined;
  }
  const reader = openFile(file, Date.now(), (progress) => reading.progress(progress));
  const reading = beginReading(file.name, reader.close);
  const outcome = await reader.outcome;
  reading.end();
  if (outcome.is === "read" && outcome.traces.length > 0) {
    addFileTraces(outcome.traces.map((one) => ({ ...one, file: file.name, reader })));
    return outcome.traces[0]!.trace.trace_id;
  }
  reader.close();
  if (outcome.is === "refused") refused(outcome.error);
  return undefined;
}
