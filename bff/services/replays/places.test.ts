import { expect, test } from "vitest";
import { createPlaces } from "./places.ts";

const never = new AbortController().signal;

/** Two places, and who has come in so far. */
function setUp() {
  const places = createPlaces(2);
  const entered: string[] = [];
  const enter = (id: string, signal = never) => places.enter(id, signal).then(() => void entered.push(id));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { places, entered, enter, turn };
}

test("who comes when all places are taken waits, and comes in by turns", async () => {
  const { places, entered, enter, turn } = setUp();
  for (const id of ["a", "b", "c", "d"]) void enter(id);
  await turn();
  expect([entered, places.working()]).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
  expect(["a", "c"].map(places.isWaiting)).toEqual([false, true]);
  places.leave("b");
  await turn();
  expect(places.working()).toEqual(["a", "c"]);
  places.leave("a");
  places.leave("c");
  await turn();
  expect([entered, places.working()]).toEqual([["a", "b", "c", "d"], ["d"]]);
});

test("who only waits leaves the place to others, and is back as soon as its moment has come", async () => {
  const { places, entered, enter, turn } = setUp();
  for (const id of ["a", "b", "c", "d"]) void enter(id);
  await turn();
  places.atWork("a", false);
  await turn();
  expect(places.working()).toEqual(["b", "c"]);
  places.atWork("a", true);
  expect(places.working()).toEqual(["b", "c", "a"]);
  places.leave("b");
  await turn();
  expect(entered).toEqual(["a", "b", "c"]);
  places.leave("c");
  await turn();
  expect(entered).toEqual(["a", "b", "c", "d"]);
});

test("who gives up waiting is gone, and holds nobody up", async () => {
  const { places, entered, enter, turn } = setUp();
  const stop = new AbortController();
  for (const id of ["a", "b"]) void enter(id);
  void enter("c", stop.signal);
  void enter("d");
  stop.abort();
  await turn();
  expect([entered, places.isWaiting("c"), places.working()]).toEqual([["a", "b", "c"], false, ["a", "b"]]);
  places.leave("c");
  places.leave("a");
  await turn();
  expect(places.working()).toEqual(["b", "d"]);
});
