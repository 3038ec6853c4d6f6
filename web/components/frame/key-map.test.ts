import { expect, test } from "vitest";
import { displayKeys, isSoftStroke, matchStroke, strokeOf } from "./key-map.ts";

const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const bindings = [
  { id: "go-patches", keys: ["g p"] },
  { id: "palette", keys: ["Mod+k"] },
  { id: "pause", keys: ["p"] },
  { id: "down", keys: ["j", "ArrowDown"] },
];

test("Ctrl and Command are the same stroke; Alt and a modifier alone are none", () => {
  expect(strokeOf(press("K", { ctrlKey: true }))).toBe("Mod+k");
  expect(strokeOf(press("k", { metaKey: true }))).toBe("Mod+k");
  expect(strokeOf(press("?"))).toBe("?");
  expect(strokeOf(press("p", { altKey: true }))).toBeNull();
  expect(strokeOf(press("Control", { ctrlKey: true }))).toBeNull();
});

test("an arrow with Shift is a stroke of its own; a letter with Shift is the capital", () => {
  expect(strokeOf(press("ArrowLeft", { shiftKey: true }))).toBe("Shift+ArrowLeft");
  expect(strokeOf(press("A", { shiftKey: true }))).toBe("A");
  expect(isSoftStroke("Shift+ArrowLeft")).toBe(true);
  expect(displayKeys("Shift+ArrowLeft", false)).toBe("Shift+←");
  expect(displayKeys("Shift+ArrowUp", true)).toBe("⇧↑");
});

test("the space bar is told by its name", () => {
  expect(displayKeys(" ", false)).toBe("Space");
  expect(displayKeys("g t", false)).toBe("g t");
});

test("a stroke runs its command, by any of its keys", () => {
  expect(matchStroke([], "j", bindings)).toEqual({ is: "command", id: "down" });
  expect(matchStroke([], "ArrowDown", bindings)).toEqual({ is: "command", id: "down" });
  expect(matchStroke([], "x", bindings)).toEqual({ is: "nothing" });
});

test("a chord runs when its last stroke comes", () => {
  const begun = matchStroke([], "g", bindings);
  expect(begun).toEqual({ is: "begun", strokes: ["g"] });
  expect(matchStroke(["g"], "p", bindings)).toEqual({ is: "command", id: "go-patches" });
});

test("a chord that is not continued does not swallow the next stroke", () => {
  expect(matchStroke(["g"], "j", bindings)).toEqual({ is: "command", id: "down" });
});

test("the later binding of the same keys wins", () => {
  expect(matchStroke([], "p", [...bindings, { id: "panel", keys: ["p"] }])).toEqual({
    is: "command",
    id: "panel",
  });
});

test("keys are drawn as the machine names them", () => {
  expect(displayKeys("Mod+k", true)).toBe("⌘K");
  expect(displayKeys("Mod+k", false)).toBe("Ctrl+K");
  expect(displayKeys("g p", false)).toBe("g p");
  expect(displayKeys("ArrowDown", false)).toBe("↓");
});
