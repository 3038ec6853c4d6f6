import { expect, test } from "vitest";
import { createDispatcher } from "./dispatch.ts";

const event = (seq: number, type: string, payload: Record<string, unknown> = {}) => ({
  seq,
  type,
  payload,
  ts: "2026-01-01T00:00:00.000Z",
});
const patch = { patch_id: "p-1", file: "src/a.ts", op: "append" };

test("each channel hears its own part of a batch, in order, and nobody is called for nothing", () => {
  const dispatcher = createDispatcher();
  const heard: [string, number[]][] = [];
  dispatcher.subscribe("patch", (events) => heard.push(["patch", events.map(({ seq }) => seq)]));
  dispatcher.subscribe("factory", (events) => heard.push(["factory", events.map(({ seq }) => seq)]));
  dispatcher.dispatch([
    event(1, "patch_applied", patch),
    event(2, "phase_generated"),
    event(3, "patch_failed", patch),
    event(4, "a_type_of_tomorrow"),
  ]);
  dispatcher.dispatch([event(5, "server_log")]);
  expect(heard).toEqual([
    ["patch", [1, 3]],
    ["factory", [2]],
    ["factory", [5]],
  ]);
});

test("an ended subscription hears nothing, the others go on", () => {
  const dispatcher = createDispatcher();
  const heard: string[] = [];
  const end = dispatcher.subscribe("resync", () => heard.push("first"));
  dispatcher.subscribe("resync", ({ head, reason }) => heard.push(`second ${head} ${reason}`));
  end();
  dispatcher.resync(9, "past_gone");
  expect(heard).toEqual(["second 9 past_gone"]);
});

test("that the factories have changed is told to who listens for it", () => {
  const dispatcher = createDispatcher();
  const heard: string[] = [];
  dispatcher.subscribe("factory", () => heard.push("what a factory says"));
  dispatcher.subscribe("factoriesChanged", () => heard.push("who there is"));
  dispatcher.factoriesChanged();
  expect(heard).toEqual(["who there is"]);
});

test("a patch event that cannot be read makes history be read again, and takes no other with it", () => {
  const dispatcher = createDispatcher();
  const heard: unknown[] = [];
  dispatcher.subscribe("patch", (events) => heard.push(events.map(({ seq }) => seq)));
  dispatcher.subscribe("resync", (what) => heard.push(what));
  dispatcher.dispatch([event(1, "patch_applied", { nonsense: true }), event(2, "patch_applied", patch)]);
  expect(heard).toEqual([[2], { head: 1, reason: "unreadable event" }]);
});
