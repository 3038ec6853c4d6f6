import { useQuery } from "@tanstack/react-query";
import { Command as Cmdk } from "cmdk";
import { FolderOpen, Search } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useStore } from "zustand";
import { durationText } from "../../../../shared/trace/duration-text.ts";
import { ChoiceGroup, ChoiceItem } from "../../../components/ui/choice-list.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { isoOf } from "../details/trace-facts.tsx";
import { fileStore } from "../files/file-store.ts";
import { foundTraces, replaysOf } from "./picker-queries.ts";
import type { AskedSide } from "./use-compare-url.ts";

/** Traces of files that are listed. */
const FEW = 12;

/** Chooses a trace: a replay of the other one, one that is found by typing, or any by its id. */
export function TracePicker({
  title,
  other,
  onChoose,
  onFile,
  onClose,
}: {
  title: string;
  /** the trace that it is to be compared with */
  other: AskedSide | undefined;
  onChoose: (asked: AskedSide) => void;
  /** a file is to be opened */
  onFile: () => void;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const traces = useQuery(foundTraces(wanted));
  // of a trace out of a file the server knows no replay
  const original = other === undefined || other.fromFile ? undefined : other.id;
  const replays = useQuery({ ...replaysOf(original ?? ""), enabled: original !== undefined });
  const choose = (id: string, fromFile = false) => {
    onChoose({ id, fromFile });
    onClose();
  };
  const fits = (...words: (string | undefined)[]) => words.some((word) => word?.includes(wanted));
  const files = useStore(fileStore, (state) => state.traces)
    .filter(({ file, trace: { trace_id, operation } }) => fits(file, trace_id, operation))
    .filter(({ trace }) => !(other?.fromFile && trace.trace_id === other.id))
    .slice(0, FEW);
  const ofOther = (replays.data ?? []).flatMap((replay) => {
    const traceId = replay.replay_trace === original ? replay.original_trace : replay.replay_trace;
    return fits(traceId, replay.mode) ? [{ traceId, replay }] : [];
  });
  const known = new Set(ofOther.map(({ traceId }) => traceId));
  // what comes first in the list is what Enter takes: nothing may be put above it afterwards
  const answered = !traces.isPending && !traces.isPlaceholderData && wanted === text.trim();
  const settled = answered && (original === undefined || !replays.isPending);
  const found = settled ? (traces.data ?? []).filter(({ trace_id }) => !known.has(trace_id)) : [];
  const exact =
    settled && wanted !== "" && !known.has(wanted) && !found.some(({ trace_id }) => trace_id === wanted);
  const nothing = settled && !exact && files.length + ofOther.length + found.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      bare
      className="mb-[18vh] w-[min(680px,calc(100vw-32px))]"
    >
      <Cmdk label={title} shouldFilter={false} loop className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2.5 border-line border-b px-3.5">
          <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
          <Cmdk.Input
            value={text}
            onValueChange={setText}
            placeholder={`${title}: an id, or words of its spans`}
            className="h-11 min-w-0 flex-1 bg-transparent text-14 outline-none placeholder:text-ink-3"
          />
          <Kbd keys="Esc" />
        </div>
        <Cmdk.List
          label="Traces"
          className="max-h-[min(420px,55vh)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5"
        >
          <Cmdk.Empty className="p-6 text-center text-ink-2">Looking for traces…</Cmdk.Empty>
          {nothing && (
            <p className="p-6 text-center text-ink-2">
              There is no trace yet. Run a dry replay of one, send some, or open a file.
            </p>
          )}
          {settled && files.length > 0 && (
            <ChoiceGroup heading="From files">
              {files.map(({ file, trace }) => (
                <Item
                  key={trace.trace_id}
                  id={trace.trace_id}
                  value={`file ${trace.trace_id}`}
                  onChoose={() => choose(trace.trace_id, true)}
                >
                  <span className="min-w-0 truncate">{trace.operation}</span>
                  <span className="tabular shrink-0 text-ink-3">{durationText(trace.duration_us)}</span>
                  <span className="min-w-0 max-w-[30%] truncate text-ink-3">{file}</span>
                </Item>
              ))}
            </ChoiceGroup>
          )}
          {settled && ofOther.length > 0 && (
            <ChoiceGroup heading="Replays of the other trace">
              {ofOther.map(({ traceId, replay }) => (
                <Item key={traceId} id={traceId} onChoose={choose}>
                  <span className="shrink-0">
                    {replay.replay_trace === original ? "its original" : replay.mode}
                  </span>
                  <span className="shrink-0 text-ink-3">{replay.status}</span>
                  <Time iso={replay.started_at} />
                </Item>
              ))}
            </ChoiceGroup>
          )}
          {found.length > 0 && (
            <ChoiceGroup heading={wanted === "" ? "Newest traces" : "Traces"}>
              {found.map((trace) => (
                <Item key={trace.trace_id} id={trace.trace_id} onChoose={choose}>
                  <span className="min-w-0 truncate">{trace.operation}</span>
                  <span className="tabular shrink-0 text-ink-3">{durationText(trace.duration_us)}</span>
                  <Time iso={isoOf(trace.start_us)} />
                </Item>
              ))}
            </ChoiceGroup>
          )}
          {exact && (
            <ChoiceGroup heading="By its id">
              <Item id={wanted} onChoose={choose}>
                <span>take this id</span>
              </Item>
            </ChoiceGroup>
          )}
          {settled && (
            <ChoiceGroup heading="Elsewhere">
              <ChoiceItem
                value="open a file"
                onSelect={() => {
                  onClose();
                  onFile();
                }}
              >
                <FolderOpen aria-hidden className="size-3.5 shrink-0 text-ink-3" />
                <span className="text-12">Open a trace file…</span>
              </ChoiceItem>
            </ChoiceGroup>
          )}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}

function Item({
  id,
  value = id,
  onChoose,
  children,
}: {
  id: string;
  value?: string;
  onChoose: (id: string) => void;
  children: ReactNode;
}) {
  return (
    <ChoiceItem value={value} onSelect={() => onChoose(id)}>
      <span className="flex min-w-0 flex-1 items-center gap-3 text-12">
        <span className="min-w-0 flex-1 truncate font-mono">{id}</span>
        {children}
      </span>
    </ChoiceItem>
  );
}
