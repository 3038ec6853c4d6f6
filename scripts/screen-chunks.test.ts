import { expect, test } from "vitest";
import { chunksOf } from "./screen-chunks.ts";

const bundle = {
  "assets/index-1.js": { facadeModuleId: "/x/web/index.html", imports: ["assets/react-1.js"] },
  "assets/react-1.js": { facadeModuleId: null, imports: [] },
  "assets/traces-1.js": {
    facadeModuleId: "/x/web/traces-screen.tsx",
    imports: ["assets/react-1.js", "assets/list-1.js", "assets/index-1.js"],
  },
  "assets/list-1.js": { imports: ["assets/traces-1.js", "assets/rows-1.js"] },
  "assets/rows-1.js": { imports: [] },
  "assets/index-1.css": { type: "asset" },
};

test("a screen is in its chunk and what that imports, without what every page brings", () => {
  expect(chunksOf("/web/traces-screen.tsx", bundle)).toEqual([
    "/assets/traces-1.js",
    "/assets/list-1.js",
    "/assets/rows-1.js",
  ]);
});

test("a screen that is not a chunk of its own has none", () => {
  expect(chunksOf("/web/other.tsx", bundle)).toEqual([]);
});
