import { type RefObject, useLayoutEffect, useRef } from "react";
import { toast } from "../../../components/ui/toast.ts";
import { fileStore } from "../files/file-store.ts";
import { useFileDrop } from "../files/use-file-drop.ts";
import { placedFile, placedWords } from "./placed-file.ts";
import type { CompareUrl, Side } from "./use-compare-url.ts";

export interface CompareFiles {
  /** true while one is held over the page */
  dragged: boolean;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Asks for a file; null: where its trace goes is found out when it is there. */
  open: (side: Side | null) => void;
  /** a file was opened; its trace takes its place */
  place: (traceId: string) => void;
}

/** Trace files that are opened or dropped to be compared. `picking`: the side that is being chosen, which ends so. */
export function useCompareFiles(url: CompareUrl, picking: Side | null, onPicked: () => void): CompareFiles {
  const inputRef = useRef<HTMLInputElement>(null);
  /** side that the file is asked for */
  const wanted = useRef<Side | null>(null);
  const place = (traceId: string) => {
    const { traces } = fileStore.getState();
    const side = wanted.current ?? picking;
    const placed = side === null ? placedFile(url, traces, traceId) : { side };
    wanted.current = null;
    onPicked();
    if (placed === null) return;
    url.choose(placed.side, { id: traceId, fromFile: true });
    if (placed.instead === undefined) return;
    const undo = { label: "Undo", run: () => url.restore(url.search) };
    toast({ ...placedWords(placed.instead, traces, traceId), action: undo });
  };
  // reading a file takes a while: what is meant is what is asked for when it is done
  const newest = useRef(place);
  useLayoutEffect(() => {
    newest.current = place;
  });
  const placeNow = (traceId: string) => newest.current(traceId);
  return {
    dragged: useFileDrop(placeNow),
    inputRef,
    place: placeNow,
    open: (side) => {
      wanted.current = side;
      const forget = () => {
        wanted.current = null;
      };
      inputRef.current?.addEventListener("cancel", forget, { once: true });
      inputRef.current?.click();
    },
  };
}
