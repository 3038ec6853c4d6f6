import { expect, test } from "vitest";
import { embedded, grammars } from "./grammars.ts";
import { languageOf } from "./language.ts";

test.each([
  ["src/app.tsx", "typescript"],
  ["a/b/index.MJS", "javascript"],
  ["Dockerfile", "dockerfile"],
  ["deploy/Dockerfile.prod", "dockerfile"],
  [".env.local", "ini"],
  ["wrangler.jsonc", "json"],
  ["Makefile", "makefile"],
  ["page.vue", "xml"],
])("%s is coloured as %s", (path, language) => {
  expect(languageOf(path)).toBe(language);
});

test.each(["LICENSE", "data.unknown", "archive.", "dir.ts/README"])("%s stays in one colour", (path) => {
  expect(languageOf(path)).toBeNull();
});

test("every grammar that a name or another grammar leads to can be loaded", async () => {
  const names = [
    "a.ts",
    "a.json5",
    "a.toml",
    "a.kts",
    "a.properties",
    "Jenkinsfile",
    "a.tf",
    "a.r",
    "a.proto",
  ];
  const wanted = new Set([...names.map(languageOf), ...Object.values(embedded).flat()]);
  for (const language of wanted) {
    const module = await grammars[language!]!();
    expect(typeof module.default).toBe("function");
  }
});
