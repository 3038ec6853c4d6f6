import { useStore } from "zustand";
import { listPatches } from "../../../../shared/operations/patches.ts";
import { call } from "../../../api/call.ts";
import { live } from "../../../live/live.ts";
import type { StreamState } from "./stream-state.ts";
import { createPatchStream } from "./stream-store.ts";

/** The page's one list of patches: history and live feed. */
export const patchStream = createPatchStream((query, signal) => call(listPatches, query, { signal }));

export const usePatchStream = <T>(select: (state: StreamState) => T): T => useStore(patchStream, select);

/** Feeds the list from the dispatcher; returns what ends it. */
export function feedPatchStream(): () => void {
  const offPatch = live.subscribe("patch", (events) => {
    const records = events.flatMap(({ payload }) => payload.record ?? []);
    patchStream.receive(records);
    // an event that does not carry its patch cannot be shown by itself
    if (records.length < events.length) patchStream.missed();
  });
  const offResync = live.subscribe("resync", () => patchStream.missed());
  return () => {
    offPatch();
    offResync();
  };
}
