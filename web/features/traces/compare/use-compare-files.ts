import { type RefObject, useEffectEvent, useRef } from "react";
import { toast } from "../../../components/ui/toast.ts";
import { fileStore, fileTrace } from "../files/file-store.ts";
import { useFileDrop } from "../files/use-file-drop.ts";
import { placedFile } from "./placed-file.ts";
import { sideNames } from "./side-names.ts";
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
    const chosen = wanted.current ?? picking;
    const { traces } = fileStore.getState();
    const at = chosen === null ? placedFile(url, traces, traceId) : { side: chosen, instead: null };
    wanted.current = null;
    onPicked();
    if (at === null) return;
    const { side, instead } = at;
    url.choose(side, { id: traceId, fromFile: true });
    // nobody said that it should go
    if (instead !== null)
      toast({
        title: `The ${sideNames[side].toLowerCase()} is now that of ${fileTrace(traces, traceId)?.file ?? "the file"}`,
        text: `It was ${instead.id}.`,
        action: { label: "Undo", run: () => url.choose(side, instead) },
      });
  };
  // reading a file takes a while: what is meant is what is asked for when it is done
  const placeNow = useEffectEvent(place);
  const dragged = useFileDrop((traceId) => placeNow(traceId));
  return {
    dragged,
    inputRef,
    place,
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
