import { useState, useSyncExternalStore } from "react";
import { useCommands } from "../../components/frame/commands.ts";
import { useIsWide } from "../../components/ui/use-is-wide.ts";

/** Where a part stands: beside the waterfall, or in a drawer over it where the window has no room. */
export type SidePanel =
  | { is: "beside" }
  | { is: "drawer"; open: boolean; onOpenChange: (open: boolean) => void };

/** Below this the heatmap would leave the rows no height. */
const tall = globalThis.matchMedia?.("(min-height: 40.0625rem)");

function useIsTall(): boolean {
  return useSyncExternalStore(
    (changed) => {
      tall.addEventListener("change", changed);
      return () => tall.removeEventListener("change", changed);
    },
    () => tall.matches,
  );
}

type Name = "feed" | "details" | "heatmap";

/** List, details and heatmap of the Traces screen: which of them are drawers, and which of these is open. */
export function useSidePanels(traceId: string | undefined) {
  const wide = useIsWide();
  const roomy = useIsTall() && wide;
  // of one trace: another that is opened out of a drawer is what one wants to see
  const [shown, setShown] = useState<{ name: Name; traceId: string | undefined } | null>(null);
  const open = shown !== null && shown.traceId === traceId ? shown.name : null;
  const panel = (name: Name, beside: boolean): SidePanel =>
    beside
      ? { is: "beside" }
      : {
          is: "drawer",
          open: open === name,
          onOpenChange: (next) => setShown(next ? { name, traceId } : null),
        };
  const panels = {
    wide,
    // without a trace the list is all there is to see
    feed: panel("feed", wide || traceId === undefined),
    details: panel("details", wide),
    heatmap: panel("heatmap", roomy),
  };
  const show = (part: SidePanel, selector: string) => {
    if (part.is === "drawer") part.onOpenChange(true);
    else document.querySelector<HTMLElement>(selector)?.focus();
  };
  useCommands(
    [
      {
        id: "trace-list",
        title: "To the list of traces",
        keys: ["l"],
        run: () => show(panels.feed, "[data-feed]"),
      },
      {
        id: "trace-heatmap",
        title: "To throughput by source",
        keys: ["m"],
        run: () => show(panels.heatmap, "[data-heatmap]"),
      },
      ...(traceId === undefined
        ? []
        : [
            {
              id: "trace-details",
              title: "To the details",
              keys: ["v"],
              run: () => show(panels.details, "[data-details]"),
            },
          ]),
    ].map((command) => ({ section: "Traces", ...command })),
  );
  return panels;
}

export type SidePanels = ReturnType<typeof useSidePanels>;
