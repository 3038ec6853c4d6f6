import { expect, it } from "vitest";
import { createImportGraph, modulePlaces } from "./import-graph.ts";

it("the dependents of a file are itself and all that import it, however far, circles too", () => {
  const graph = createImportGraph();
  graph.set("b", ["a"]);
  graph.set("c", ["b", "d"]);
  graph.set("d", ["c"]);
  graph.set("e", []);
  expect(graph.dependents(["a"])).toEqual(new Set(["a", "b", "c", "d"]));
  expect(graph.dependents(["e"])).toEqual(new Set(["e"]));
  graph.forget("b");
  expect(graph.dependents(["a"])).toEqual(new Set(["a"]));
});

it("the places of module names are those of their opening quotes", () => {
  const text = [
    'import { a } from "./a";',
    "export * from './b';",
    'import "./c";',
    'const d = await import(/* now */ "./d");',
    'import e = require("./e");',
    "const f = 'no';",
  ].join("\n");
  const names = modulePlaces(text).map((place) => /["'](.*?)["']/.exec(text.slice(place))?.[1]);
  expect(names).toEqual(["./a", "./b", "./c", "./d", "./e"]);
});
