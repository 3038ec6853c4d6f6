import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { PatchFilter } from "../../../shared/operations/patches.ts";
import { throttled } from "../../api/throttled.ts";
import { frameStore } from "../../components/frame/frame-store.ts";
import { live } from "../../live/live.ts";
import { totalsKeys } from "./patch-totals.ts";
import { feedPatchStream, patchStream } from "./stream/patch-stream.ts";

/** How often counts are read again while events pour in. */
const COUNTS_MS = 2000;

/** Shows the filtered list and keeps it, and the counts around it, as new as the live feed. */
export function usePatchFeed(filter: PatchFilter): void {
  const queryClient = useQueryClient();
  // before the first page is asked for, so that nothing falls between the two
  useEffect(feedPatchStream, []);
  useEffect(() => patchStream.show(filter), [filter]);
  useEffect(() => {
    const readCounts = throttled(COUNTS_MS, () => {
      void queryClient.invalidateQueries({ queryKey: totalsKeys.facets });
      void queryClient.invalidateQueries({ queryKey: totalsKeys.order });
    });
    const ends = [live.subscribe("patch", readCounts), live.subscribe("resync", readCounts)];
    return () => {
      readCounts.cancel();
      for (const end of ends) end();
    };
  }, [queryClient]);
  useEffect(countUnseen, []);
}

/** While the list is paused or the tab hidden, the window's title counts the patches that came. */
function countUnseen(): () => void {
  let hidden = 0;
  const show = () => {
    const { paused, unseen } = patchStream.getState();
    frameStore.setState({ unseen: paused ? unseen : hidden });
  };
  const offLive = live.subscribe("patch", (events) => {
    if (document.hidden) hidden += events.filter(({ type }) => type === "patch_requested").length;
    show();
  });
  const offStream = patchStream.subscribe((state, before) => {
    if (state.paused !== before.paused || state.unseen !== before.unseen) show();
  });
  const onShown = () => {
    if (document.hidden) return;
    hidden = 0;
    show();
  };
  document.addEventListener("visibilitychange", onShown);
  return () => {
    offLive();
    offStream();
    document.removeEventListener("visibilitychange", onShown);
    frameStore.setState({ unseen: 0 });
  };
}
