/**
 * Keys as text. A stroke is one press: `j`, `?`, `Enter`, `Mod+k` (Ctrl, or Command on a Mac), `Shift+ArrowLeft`. A
 * chord is strokes one after the other, separated by a space: `g p`.
 */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The stroke of a key event; null for a modifier by itself and for Alt, which belongs to the browser. */
export function strokeOf(event: KeyPress): string | null {
  if (event.altKey || ["Control", "Meta", "Shift", "Alt"].includes(event.key)) return null;
  if (event.ctrlKey || event.metaKey) return `Mod+${event.key.toLowerCase()}`;
  // of letters and signs Shift makes others, which are strokes of their own
  return event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
}

export interface Binding {
  id: string;
  keys: readonly string[];
}

export type KeyMatch = { is: "command"; id: string } | { is: "begun"; strokes: string[] } | { is: "nothing" };

/**
 * What a stroke means after the strokes before it. A begun chord that the stroke does not continue is dropped, and
 * the stroke is then read as a new beginning. Of two bindings for the same keys the later one wins: the screen in
 * front binds after the frame.
 */
export function matchStroke(
  before: readonly string[],
  stroke: string,
  bindings: readonly Binding[],
): KeyMatch {
  const strokes = [...before, stroke];
  const chord = strokes.join(" ");
  const hit = bindings.findLast(({ keys }) => keys.includes(chord));
  if (hit) return { is: "command", id: hit.id };
  if (bindings.some(({ keys }) => keys.some((key) => key.startsWith(`${chord} `))))
    return { is: "begun", strokes };
  return before.length > 0 ? matchStroke([], stroke, bindings) : { is: "nothing" };
}

const names: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "Space",
};

/** A chord as it is drawn: `⌘K` on a Mac, `Ctrl+K` elsewhere, `g p` everywhere. */
export function displayKeys(chord: string, mac: boolean): string {
  // the space by itself is a key, between strokes it is none
  return (chord === " " ? [chord] : chord.split(" "))
    .map((stroke) => {
      if (stroke.startsWith("Mod+")) return `${mac ? "⌘" : "Ctrl+"}${stroke.slice(4).toUpperCase()}`;
      if (stroke.startsWith("Shift+"))
        return `${mac ? "⇧" : "Shift+"}${names[stroke.slice(6)] ?? stroke.slice(6)}`;
      return names[stroke] ?? stroke;
    })
    .join(" ");
}

/** Keys that a focused button, list or scrolled text already has a use for. */
export const isSoftStroke = (stroke: string): boolean =>
  /^(Enter| |(Shift\+)?Arrow\w+|Home|End|PageUp|PageDown)$/.test(stroke);
