import { useEffect, useEffectEvent } from "react";

/**
 * Keys that work in the panel when it is shown as a dialog, full-screen or as a drawer. There the screen's own keys
 * rest, since what is open in front has the keyboard to itself. A question on top of it and a text field keep theirs.
 */
export function useDialogKeys(keys: Readonly<Record<string, () => void>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const run = keys[event.key];
    if (!run || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (!target?.closest("[role=dialog]") || target.closest("[role=alertdialog], input, textarea")) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
