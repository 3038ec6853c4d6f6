import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { moduleImports } from "./module-imports.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["shared", "bff", "web", "e2e"];

// ---------------------------------------------------------------------------------------------------------------------
// What may import what. The first rule that a file matches is its own; whatever it does not name is not allowed.

interface Rule {
  of: RegExp;
  /** files of this repository */
  mayImport: RegExp;
  /** installed packages, by name */
  packages: RegExp;
  /** the runtime: node:*, ws, processes */
  runtime: boolean;
}

/** Tests, and what is only there for them. */
const testFile = /\.(?:test|spec)\.tsx?$|\/(?:testing|fixtures)\/|^e2e\//;

const rules: Rule[] = [
  { of: testFile, mayImport: /^(?:shared|bff|web|e2e|scripts)\//, packages: /./, runtime: true },
  { of: /^shared\//, mayImport: /^shared\//, packages: /^zod$/, runtime: false },
  {
    of: /^bff\/host\/node\//,
    mayImport: /^(?:shared|bff\/(?!host\/worker|cli))/,
    packages: /./,
    runtime: true,
  },
  {
    of: /^bff\/host\/worker\//,
    mayImport: /^(?:shared|bff\/(?!host\/node|cli))/,
    packages: /./,
    runtime: false,
  },
  { of: /^bff\/cli\//, mayImport: /^(?:shared|bff)\/|^package\.json$/, packages: /./, runtime: true },
  {
    of: /^bff\//,
    mayImport: /^(?:shared\/|bff\/(?!host\/|cli\/))/,
    packages: /^(?:zod|hono|drizzle-orm|capnweb|pino|prom-client|picomatch|pbf)$/,
    runtime: false,
  },
  {
    of: /^web\/(?:api|live)\//,
    mayImport: /^(?:shared\/|web\/(?:api|live)\/)/,
    packages: /./,
    runtime: false,
  },
  {
    of: /^web\/components\//,
    mayImport: /^(?:shared\/|web\/(?:api|live|components)\/)/,
    packages: /./,
    runtime: false,
  },
  { of: /^web\//, mayImport: /^(?:shared|web)\//, packages: /./, runtime: false },
];

/** Debt: imports that the rules forbid and that are known, each with why. To be paid off, not added to. */
const debt = new Set<string>([]);
/** Debt: circles of imports, each with why. */
const knownCircles = new Set<string>([]);
/** Debt: files over 400 lines, each with why. */
const longFiles = new Set<string>([]);

// ---------------------------------------------------------------------------------------------------------------------

interface Source {
  file: string;
  text: string;
  imports: { target: string; specifier: string; typeOnly: boolean; own: boolean }[];
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesIn(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const sources: Source[] = folders.flatMap(filesIn).map((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const imports = moduleImports(text).map(({ specifier, typeOnly }) => {
    const own = specifier.startsWith(".");
    const target = own ? posix.join(posix.dirname(file), specifier.replace(/\?.*$/, "")) : specifier;
    return { target, specifier, typeOnly, own };
  });
  return { file, text, imports };
});
const production = sources.filter(({ file }) => !testFile.test(file));

const builtin = new Set(builtinModules);
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
const runtimePackages = new Set(["ws", "@hono/node-server", "better-sqlite3", "esbuild"]);

function reasonAgainst(
  { file }: Source,
  { target, own, typeOnly }: Source["imports"][number],
): string | null {
  const rule = rules.find(({ of }) => of.test(file));
  if (rule === undefined) return "no rule is about this file";
  if (own) {
    if (!rule.mayImport.test(target)) return `${rule.of} does not import ${target}`;
    if (testFile.test(target) && !testFile.test(file))
      return "what is only for tests is not imported by others";
    const feature = /^web\/features\/([^/]+)\//.exec(file)?.[1];
    const other = /^web\/features\/([^/]+)\//.exec(target)?.[1];
    return feature !== undefined && other !== undefined && other !== feature
      ? "features do not import each other"
      : null;
  }
  const isRuntime =
    target.startsWith("node:") || builtin.has(packageOf(target)) || runtimePackages.has(packageOf(target));
  if (isRuntime) return rule.runtime || typeOnly ? null : "only bff/host/node and bff/cli know the runtime";
  return rule.packages.test(packageOf(target)) ? null : `${packageOf(target)} is not on the list`;
}

describe("the house", () => {
  it("is read whole", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(100);
  });

  it("imports one way: shared <- bff, shared <- web, features apart, the runtime in hosts only", () => {
    const wrong = sources.flatMap((source) =>
      source.imports.flatMap((one) => {
        const line = `${source.file} -> ${one.specifier}`;
        const reason = debt.has(line) ? null : reasonAgainst(source, one);
        return reason === null ? [] : [`${line}: ${reason}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("has no debt on its list that is paid", () => {
    const known = new Set(
      sources.flatMap(({ file, imports }) => imports.map((one) => `${file} -> ${one.specifier}`)),
    );
    expect([...debt].filter((line) => !known.has(line))).toEqual([]);
    expect([...longFiles].filter((file) => !sources.some((source) => source.file === file))).toEqual([]);
  });

  it("has no circle of imports", () => {
    const next = new Map(
      production.map(({ file, imports }) => [
        file,
        imports.flatMap(({ own, target }) => (own ? [target] : [])),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    function visit(file: string, path: readonly string[]): void {
      const at = path.indexOf(file);
      if (at !== -1) circles.push([...path.slice(at), file].join(" -> "));
      if (at !== -1 || done.has(file)) return;
      for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    }
    for (const { file } of production) visit(file, []);
    expect(circles).toEqual([...knownCircles]);
  });

  it("loads parts of the screen by lazyPart alone, which survives that one does not come", () => {
    const bare = production.filter(
      ({ file, text }) =>
        file.startsWith("web/") &&
        file !== "web/components/ui/lazy-part.tsx" &&
        /\b(?:lazy|lazyRouteComponent)\s*(?:<[^>]*>)?\(/.test(text),
    );
    expect(bare.map(({ file }) => file)).toEqual([]);
  });

  it("has small files", () => {
    const long = sources.filter(({ file, text }) => text.split("\n").length > 401 && !longFiles.has(file));
    expect(long.map(({ file, text }) => `${file}: ${text.split("\n").length - 1} lines`)).toEqual([]);
  });

  it("names files for what they hold, in kebab-case, and has no barrels", () => {
    const stem = (file: string): string => basename(file).replace(/(?:\.(?:test|spec|d|setup))*\.tsx?$/, "");
    const names = sources.map(({ file }) => file);
    expect(names.filter((file) => /^index$|(?:^|-)(?:utils?|helpers?|misc)$|v2$/i.test(stem(file)))).toEqual(
      [],
    );
    expect(names.filter((file) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(stem(file)))).toEqual([]);
    expect(names.filter((file) => /\/(?:utils?|helpers?|misc)\//.test(file))).toEqual([]);
  });
});
