import { createStore } from "zustand/vanilla";
import type { OpenFile, ReadProgress } from "./file-reader.ts";
import type { ReadTrace } from "./read-messages.ts";

/** A trace out of a file. It lives in this page alone: nothing of it is sent anywhere. */
export interface FileTrace extends ReadTrace {
  file: string;
  /** who has the spans */
  reader: Pick<OpenFile, "span" | "prints" | "compare" | "close">;
}

/** A file that is being read. */
export interface FileReading {
  file: string;
  progress: ReadProgress;
  cancel: () => void;
}

export interface FileState {
  /** newest file first */
  traces: readonly FileTrace[];
  /** in the order in which they were begun */
  reading: readonly FileReading[];
}

export const fileStore = createStore<FileState>(() => ({ traces: [], reading: [] }));

export const fileTrace = (traces: readonly FileTrace[], traceId: string): FileTrace | undefined =>
  traces.find(({ trace }) => trace.trace_id === traceId);

/**
 * Those of a file that is opened again take the place of the old ones; a reader of which no trace is left forgets its
 * file.
 */
export function addFileTraces(added: readonly FileTrace[]): void {
  const ids = new Set(added.map(({ trace }) => trace.trace_id));
  const before = fileStore.getState().traces;
  const traces = [...added, ...before.filter(({ trace }) => !ids.has(trace.trace_id))];
  const needed = new Set(traces.map(({ reader }) => reader));
  fileStore.setState({ traces });
  for (const { reader } of before) if (!needed.has(reader)) reader.close();
}

/** A file that is open, with those of its traces that no newer one has. */
export interface OpenedFile {
  file: string;
  reader: FileTrace["reader"];
  traces: readonly FileTrace[];
}

/** The files that these traces are of, each where its first trace stands. */
export const openedFiles = (traces: readonly FileTrace[]): OpenedFile[] =>
  [...Map.groupBy(traces, ({ reader }) => reader)].map(([reader, own]) => ({
    file: own[0]!.file,
    reader,
    traces: own,
  }));

/** Forgets a file and its traces. The file itself is where it was, and can be opened again. */
export function closeFile(reader: FileTrace["reader"]): void {
  fileStore.setState(({ traces }) => ({ traces: traces.filter((one) => one.reader !== reader) }));
  reader.close();
}

/** Shows a file as being read. Answers what tells its progress, and what takes it off the list. */
export function beginReading(file: string, cancel: () => void) {
  const reading: FileReading = { file, progress: { phase: "reading", share: 0 }, cancel };
  let shown = reading;
  const put = (next: readonly FileReading[]) => fileStore.setState({ reading: next });
  put([...fileStore.getState().reading, reading]);
  return {
    progress(progress: ReadProgress): void {
      const next = { ...shown, progress };
      put(fileStore.getState().reading.map((one) => (one === shown ? next : one)));
      shown = next;
    },
    end: () => put(fileStore.getState().reading.filter((one) => one !== shown)),
  };
}
