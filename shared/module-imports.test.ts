import { expect, it } from "vitest";
import { moduleImports } from "./module-imports.ts";

const specifiers = (source: string): string[] => moduleImports(source).map(({ specifier }) => specifier);

it("finds every way to ask for a module", () => {
  const source = [
    'import "./effect.ts";',
    "import one, { two as three } from './one.ts';",
    'import * as all from "all";',
    'import {\n  a,\n  b, // "c"\n} from "./several-lines.ts";',
    'export { x } from "./x.ts";',
    'export * from "./star.ts";',
    'const lazy = await import("./lazy.ts");',
    'const long = import(\n  "./long.ts"\n);',
  ].join("\n");
  expect(specifiers(source)).toEqual([
    "./effect.ts",
    "./one.ts",
    "all",
    "./several-lines.ts",
    "./x.ts",
    "./star.ts",
    "./lazy.ts",
    "./long.ts",
  ]);
});

it("tells what is gone at run time from what is not", () => {
  const source =
    'import type { A } from "a";\nexport type { B } from "b";\nimport { type C } from "c";\nimport type D from "d";';
  expect(moduleImports(source).map(({ typeOnly }) => typeOnly)).toEqual([true, true, false, true]);
});

it("is not taken in by comments, strings, patterns or text between tags", () => {
  const source = [
    '// import "./comment.ts"',
    '/* export * from "./block.ts" */',
    `const text = 'import "./string.ts"';`,
    'const code = `import "./template.ts"; export { y } from "./y.ts"`;',
    "const quotes = /[\"'`]/;",
    "const half = a / b / c;",
    "const view = <p>Don't import from here</p>;",
    'const from = "./value.ts";',
    'import { real } from "./real.ts";',
  ].join("\n");
  expect(specifiers(source)).toEqual(["./real.ts"]);
});
