import { useCommands } from "../../components/frame/commands.ts";
import type { Decision } from "./decide-dialog.tsx";
import { type EditLine, putBackOffer } from "./edit-words.ts";
import type { useCustodyUrl } from "./use-custody-url.ts";

/** Everything that can be done on the Custody screen, with its keys. */
export function useCustodyCommands({
  url,
  lines,
  mayDecide,
  onDecide,
}: {
  url: ReturnType<typeof useCustodyUrl>;
  lines: readonly EditLine[];
  mayDecide: boolean;
  onDecide: (decision: Decision) => void;
}): void {
  const edits = lines.flatMap((line) => (line.is === "edit" ? [line.edit] : []));
  const at = edits.findIndex(({ id }) => id === url.edit);
  const current = edits[at];
  const move = (step: 1 | -1) => {
    const next = edits[at === -1 ? 0 : Math.min(Math.max(at + step, 0), edits.length - 1)];
    if (next) url.open(next.id);
  };
  const section = "Custody";
  const open = mayDecide && current?.status === "open" ? current : null;
  useCommands([
    {
      id: "next-edit",
      title: "Next edit",
      section,
      keys: ["j", "ArrowDown"],
      inPalette: false,
      run: () => move(1),
    },
    {
      id: "previous-edit",
      title: "Edit before",
      section,
      keys: ["k", "ArrowUp"],
      inPalette: false,
      run: () => move(-1),
    },
    ...(open
      ? [
          {
            id: "accept-edit",
            title: "Accept the edit",
            section,
            keys: ["a"],
            run: () => onDecide({ is: "accept", edit: open }),
          },
        ]
      : []),
    ...(open && putBackOffer(open, mayDecide).offered
      ? [
          {
            id: "put-back-edit",
            title: "Put the edit back",
            section,
            keys: ["b"],
            run: () => onDecide({ is: "put_back", edit: open }),
          },
        ]
      : []),
    {
      id: "edit-diff",
      title: "Diff split or unified",
      section,
      keys: ["u"],
      run: () => url.setDiff(url.diff === "split" ? "unified" : "split"),
    },
    {
      id: "close-edit",
      title: "Close the edit, back to the list",
      section,
      keys: ["Escape"],
      inPalette: false,
      run: url.close,
    },
  ]);
}
