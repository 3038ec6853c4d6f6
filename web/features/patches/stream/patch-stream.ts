import { useStore } from "zustand";
import type { PatchRecord } from "../../../../shared/models/patch-record.ts";
import { listPatches } from "../../../../shared/operations/patches.ts";
import { call } from "../../../api/call.ts";
import { throttled } from "../../../api/throttled.ts";
import { live } from "../../../live/live.ts";
import type { StreamState } from "./stream-state.ts";
import { createPatchStream } from "./stream-store.ts";

/** The page's one list of patches: history and live feed. */
export const patchStream = createPatchStream((query, signal) => call(listPatches, query, { signal }));

export const usePatchStream = <T>(select: (state: StreamState) => T): T => useStore(patchStream, select);

/** A busy stream is drawn ten times a second: nobody reads faster, and the page stays quick under the hand. */
const DRAW_MS = 100;

/** Feeds the list from the dispatcher; returns what ends it. */
export function feedPatchStream(): () => void {
  let batch: PatchRecord[] = [];
  const draw = throttled(DRAW_MS, () => {
    const records = batch;
    batch = [];
    patchStream.receive(records);
  });
  const offPatch = live.subscribe("patch", (events) => {
    let whole = true;
    for (const { payload } of events) {
      if (payload.record) batch.push(payload.record);
      else whole = false;
    }
    draw();
    // an event that does not carry its patch cannot be shown by itself
    if (!whole) patchStream.missed();
  });
  const offResync = live.subscribe("resync", () => patchStream.missed());
  return () => {
    offPatch();
    offResync();
    draw.cancel();
  };
}
