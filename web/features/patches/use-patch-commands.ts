import { listPatches } from "../../../shared/operations/patches.ts";
import { call } from "../../api/call.ts";
import { queryClient } from "../../api/query-client.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import {
  type Command,
  type CommandSource,
  type FoundItem,
  useCommands,
} from "../../components/frame/commands.ts";
import { copyText } from "../../components/ui/copy-text.ts";
import { formatCount } from "../../components/ui/number-format.ts";
import { toast } from "../../components/ui/toast.ts";
import { connectLines } from "./first-run/connect-lines.ts";
import type { FacetName } from "./patch-search.ts";
import { facetsQuery } from "./patch-totals.ts";
import { patchStream } from "./stream/patch-stream.ts";
import type { PatchUrl } from "./use-patch-url.ts";

export interface PatchCommandTargets {
  url: PatchUrl;
  paused: boolean;
  move: (step: 1 | -1) => void;
  toEnd: (end: "first" | "last") => void;
  openActive: () => void;
  focusSearch: () => void;
  focusFilters: () => void;
  focusList: () => void;
}

/** Everything that can be done on the Patches screen, with its keys. */
export function usePatchCommands(on: PatchCommandTargets): void {
  const { url } = on;
  const moving: Command[] = [
    { id: "next", title: "Next patch", keys: ["j", "ArrowDown"], run: () => on.move(1) },
    { id: "previous", title: "Previous patch", keys: ["k", "ArrowUp"], run: () => on.move(-1) },
    { id: "first", title: "Newest patch", keys: ["Home"], run: () => on.toEnd("first") },
    { id: "last", title: "Oldest patch read", keys: ["End"], run: () => on.toEnd("last") },
    { id: "open", title: "Open the patch", keys: ["Enter", "o"], run: on.openActive },
  ].map((command) => ({ ...command, section: "Patches", inPalette: false }));

  useCommands(
    [
      ...moving,
      {
        id: "close",
        title: "Close the patch, back to the list",
        section: "Patches",
        keys: ["Escape"],
        inPalette: false,
        run: () => {
          if (url.search.patch !== undefined) url.close();
          on.focusList();
        },
      },
      { id: "search", title: "Search patches", section: "Patches", keys: ["/"], run: on.focusSearch },
      { id: "filters", title: "Go to the filters", section: "Patches", keys: ["f"], run: on.focusFilters },
      ...(url.isFiltered
        ? [{ id: "clear", title: "Clear the filters", section: "Patches", run: url.clearFilters }]
        : []),
      {
        id: "pause",
        title: on.paused ? "Resume the stream" : "Pause the stream",
        section: "Patches",
        keys: ["p"],
        keywords: ["pause", "resume", "freeze"],
        run: () => patchStream.pause(!patchStream.getState().paused),
      },
      {
        id: "view",
        title: "Stream or table",
        section: "Patches",
        keys: ["v"],
        keywords: ["toggle view", "show as"],
        run: url.toggleView,
      },
      {
        id: "diff",
        title: "Diff split or unified",
        section: "Patches",
        keys: ["u"],
        keywords: ["toggle view", "side by side"],
        run: url.toggleDiff,
      },
      ...connecting,
    ],
    [filterSource(url), patchSource(url)],
  );
}

const connecting: Command[] = connectLines("").map(({ id, title }) => ({
  id: `copy-${id}`,
  title: `Copy how to connect an agent: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  section: "Connect an agent",
  keywords: ["copy", "connect"],
  run: async () => {
    const { url } = await queryClient.fetchQuery({ ...workspaceQuery, staleTime: Number.POSITIVE_INFINITY });
    const line = connectLines(url).find((one) => one.id === id)!;
    if (await copyText(line.text)) toast({ tone: "success", title: "Copied", text: line.title });
  },
}));

const facetWords: [FacetName, "status" | "requester" | "file" | "factory" | "op" | "order_id", string][] = [
  ["status", "status", "Status"],
  ["requester", "requester", "Requester"],
  ["factory", "factory", "Factory"],
  ["order", "order_id", "Order"],
  ["op", "op", "Operation"],
  ["file", "file", "File"],
];

/** Values of the filters that hold the text, to narrow the list to. */
function filterSource(url: PatchUrl): CommandSource {
  return {
    id: "filters",
    heading: "Show only",
    find: async (text) => {
      const facets = await queryClient.fetchQuery(facetsQuery({}));
      const sought = text.toLowerCase();
      return facetWords
        .flatMap(([facet, key, word]) =>
          facets[key]
            .filter(({ value }) => `${word} ${value}`.toLowerCase().includes(sought))
            .slice(0, 4)
            .map(
              ({ value, count }): FoundItem => ({
                id: `${facet}:${value}`,
                title: value,
                hint: `${word} · ${formatCount(count)}`,
                run: () => url.only(facet, value),
              }),
            ),
        )
        .slice(0, 8);
    },
  };
}

/** Patches that hold the text, to open. */
function patchSource(url: PatchUrl): CommandSource {
  return {
    id: "patches",
    heading: "Patches",
    find: async (text, signal) => {
      const found = await call(listPatches, { search: text.slice(0, 200), limit: 8 }, { signal });
      if (!found.ok) return [];
      return found.results.map((patch) => ({
        id: patch.patch_id,
        title: patch.file,
        hint: [patch.display_status, patch.requester].filter(Boolean).join(" · "),
        run: () => url.open(patch.patch_id),
      }));
    },
  };
}
