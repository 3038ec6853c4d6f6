import { useCommands } from "../frame/commands.ts";
import { useDialogKeys } from "../ui/use-dialog-keys.ts";

/** `[` and `]` go back and on through the files of a patch that has several. */
export function useFileKeys(several: boolean, step: (by: -1 | 1) => void): void {
  const back = () => step(-1);
  const on = () => step(1);
  const common = { section: "Patches", inPalette: false };
  useCommands(
    several
      ? [
          { id: "previous-file", title: "File before, in the patch", keys: ["["], run: back, ...common },
          { id: "next-file", title: "File after, in the patch", keys: ["]"], run: on, ...common },
        ]
      : [],
  );
  useDialogKeys(several ? { "[": back, "]": on } : {});
}
