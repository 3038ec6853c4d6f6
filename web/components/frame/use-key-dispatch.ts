import { useEffect } from "react";
import { currentCommands, runCommand } from "./commands.ts";
import { frameStore, openOverlay } from "./frame-store.ts";
import { isSoftStroke, matchStroke, strokeOf } from "./key-map.ts";

const CHORD_MS = 1200;

/** Where a person writes; keys belong to the text there. */
const isField = (target: Element) =>
  target.matches("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]");

/**
 * While what was asked for is on its way, the keys are for it and not for the screen behind: Esc is a change of mind,
 * and what is typed is kept. False: nothing is on its way.
 */
function keptForOverlay(event: KeyboardEvent, stroke: string): boolean {
  const { overlay, typed } = frameStore.getState();
  if (overlay === "none") return false;
  if (stroke === "Escape") openOverlay("none");
  else if (stroke === "Backspace") frameStore.setState({ typed: typed.slice(0, -1) });
  else if (stroke.length === 1) frameStore.setState({ typed: typed + stroke });
  else return true;
  event.preventDefault();
  return true;
}

/** Runs commands by their keys. Mounted once, by the frame. */
export function useKeyDispatch(): void {
  useEffect(() => {
    let begun: { strokes: string[]; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      const stroke = strokeOf(event);
      if (stroke === null || event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // what is open in front has the keys to itself
      if (target.closest("[role=dialog], [role=alertdialog], [role=menu]")) return;
      if (keptForOverlay(event, stroke)) return;
      const field = isField(target);
      if (isSoftStroke(stroke) && target !== document.body && !target.closest("[data-list-keys]")) return;
      const commands = currentCommands().filter((command) => !field || command.inFields);
      const before = begun && event.timeStamp - begun.at < CHORD_MS ? begun.strokes : [];
      const match = matchStroke(
        before,
        stroke,
        commands.map(({ id, keys = [] }) => ({ id, keys })),
      );
      begun = match.is === "begun" ? { strokes: match.strokes, at: event.timeStamp } : null;
      if (match.is === "nothing") return;
      event.preventDefault();
      if (match.is === "command") runCommand(match.id);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
