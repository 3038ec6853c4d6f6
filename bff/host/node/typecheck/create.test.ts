import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { TypeChecker } from "../../../ports/type-checker.ts";
import { createTypeChecker, type TypeCheckerOptions } from "./create.ts";
import {
  change,
  patience,
  type ScratchProject,
  scratchProject,
  strictConfig,
  typescripts,
} from "./testing/scratch-project.ts";

/** The compiler processes that this process has started. */
function compilers(): number[] {
  const list = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return list
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...args]) => Number(parent) === process.pid && args.includes("--api"))
    .map(([pid]) => Number(pid));
}

const user = "export interface User { id: number; name: string }\n";
const greet =
  'import type { User } from "./user.js";\nexport function greet(user: User): string {\n  return user.name;\n}\n';
const files = { "tsconfig.json": strictConfig, "src/user.ts": user, "src/greet.ts": greet };

let project: ScratchProject;
let checker: TypeChecker;
afterEach(async () => {
  await checker.close();
  project.dispose();
});

function open(
  content: Record<string, string>,
  options: Partial<TypeCheckerOptions> = {},
  installed: string | null = null,
): void {
  project = scratchProject(content, installed);
  checker = createTypeChecker({ root: project.root, timeoutMs: patience, ...options });
}
const check = (file: string, before: string | null, after: string | null) =>
  checker.check([change(file, before, after)]);

describe.each(typescripts)("with $name", ({ installed }) => {
  const openWith = (content: Record<string, string>, options: Partial<TypeCheckerOptions> = {}) =>
    open(content, options, installed);

  it("finds an error that an edit brings, in contents that are not on disk", async () => {
    openWith(files);
    const verdict = await check("src/greet.ts", greet, greet.replace("user.name", "user.id"));
    expect(verdict.out).toBe(
      "src/greet.ts(3,3): error TS2322: Type 'number' is not assignable to type 'string'.",
    );
    expect(verdict.ok).toBe(false);
  });

  it("says the same where the edit is on disk already", async () => {
    openWith(files);
    const after = greet.replace("user.name", "user.id");
    expect((await check("src/user.ts", user, `${user}// checked once\n`)).ok).toBe(true);
    project.write("src/greet.ts", after);
    expect((await check("src/greet.ts", greet, after)).ok).toBe(false);
    expect((await check("src/greet.ts", after, `${after}\n`)).ok).toBe(true);
  });

  it("does not count an error that was there and that the edit moved", async () => {
    const broken = 'export const a: number = "text";\n';
    openWith({ ...files, "src/broken.ts": broken });
    const moved = `export const b = 1;\n\n${broken}`;
    expect(await check("src/broken.ts", broken, moved)).toMatchObject({ ok: true, out: "" });
    const second = `${moved}export const c: number = "text";\n`;
    const verdict = await check("src/broken.ts", moved, second);
    expect(verdict.out).toMatch(/^src\/broken\.ts\(4,14\): error TS2322: [^\n]*$/);
  });

  it("finds what an edit breaks in another file, however far", async () => {
    const chain = {
      "src/a.ts": 'export const value = () => ({ deep: { name: "x" } });\n',
      "src/b.ts": 'import { value } from "./a.js";\nexport const passed = value();\n',
      "src/c.ts": 'import { passed } from "./b.js";\nexport const name: string = passed.deep.name;\n',
    };
    openWith({ ...files, ...chain });
    const verdict = await check("src/a.ts", chain["src/a.ts"], chain["src/a.ts"].replace('"x"', "1"));
    expect(verdict.out).toMatch(/^src\/c\.ts\(2,14\): error TS2322/);
    const warm = await check("src/a.ts", chain["src/a.ts"], chain["src/a.ts"].replace("deep", "high"));
    expect(warm.out).toMatch(/^src\/c\.ts\(2,36\): error TS2339/);
    expect(warm.ok).toBe(false);
  });

  it("finds dependents through a path alias", async () => {
    const config = JSON.parse(strictConfig) as { compilerOptions: object };
    const aliased = {
      "tsconfig.json": JSON.stringify({
        ...config,
        compilerOptions: { ...config.compilerOptions, paths: { "#user": ["./src/user.ts"] } },
      }),
      "src/user.ts": user,
      "src/greet.ts": greet.replace("./user.js", "#user"),
    };
    openWith(aliased);
    expect((await check("src/user.ts", user, `${user}// warm\n`)).ok).toBe(true);
    const verdict = await check("src/user.ts", user, user.replace("name", "label"));
    expect(verdict.out).toMatch(/^src\/greet\.ts\(3,15\): error TS2339/);
  });

  it("is content with a fix, and with an edit that leaves other errors alone", async () => {
    const broken = 'export const a: number = "text";\n';
    openWith({ ...files, "src/broken.ts": broken });
    expect((await check("src/broken.ts", broken, "export const a: number = 1;\n")).ok).toBe(true);
    expect((await check("src/user.ts", user, user.replace("number", "bigint"))).ok).toBe(true);
  });

  it("counts errors of syntax, those of the edited file first", async () => {
    openWith(files);
    const verdict = await check("src/user.ts", user, user.replace("{", "{{"));
    expect(verdict.ok).toBe(false);
    expect(verdict.out).toMatch(/^src\/user\.ts\(1,24\): error TS1\d{3}/);
  });

  it("places errors in text that is not ASCII", async () => {
    openWith(files);
    const verdict = await check("src/new.ts", null, '/* ünïcödé 😀 */ export const n: number = "é";\n');
    expect(verdict.out).toMatch(/^src\/new\.ts\(1,31\): error TS2322/);
  });

  it("checks files that are created, and what misses files that are deleted", async () => {
    openWith(files);
    const added = 'import type { User } from "./user.js";\nexport const user: User = { id: 1 };\n';
    expect((await check("src/added.ts", null, added)).out).toMatch(/^src\/added\.ts\(2,14\): error TS2741/);
    const nested = added.replace("./user.js", "../user.js").replace("id: 1", 'id: 1, name: ""');
    expect(await check("src/far/added.ts", null, nested)).toMatchObject({ ok: true, out: "" });
    expect((await check("src/user.ts", user, null)).out).toMatch(/^src\/greet\.ts\(1,27\): error TS2307/);
    expect((await check("src/greet.ts", greet, null)).ok).toBe(true);
  });

  it("sees a created file resolve what was missing", async () => {
    const asking = 'import { late } from "./late.js";\nexport const n: number = late;\n';
    openWith({ ...files, "src/asking.ts": asking });
    expect((await check("src/late.ts", null, "export const late = 1;\n")).ok).toBe(true);
    const wrong = await check("src/late.ts", null, 'export const late = "1";\n');
    expect(wrong.out).toMatch(/^src\/asking\.ts\(2,14\): error TS2322/);
  });

  it("notices what others change on disk between two checks", async () => {
    openWith(files);
    const wanting = `import { extra } from "./extra.js";\nexport const n: number = extra;\n`;
    expect((await check("src/wanting.ts", null, wanting)).out).toContain("TS2307");
    project.write("src/extra.ts", "export const extra = 1;\n");
    expect((await check("src/wanting.ts", null, wanting)).ok).toBe(true);
    project.write("src/extra.ts", 'export const extra = "1";\n');
    expect((await check("src/wanting.ts", null, wanting)).out).toContain("TS2322");
    project.remove("src/extra.ts");
    expect((await check("src/wanting.ts", null, wanting)).out).toContain("TS2307");
    project.write("tsconfig.json", strictConfig.replace('"strict":true', '"strict":false'));
    const implicit = "export const f = (a) => a;\n";
    expect((await check("src/implicit.ts", null, implicit)).ok).toBe(true);
    project.write("tsconfig.json", strictConfig);
    expect((await check("src/implicit.ts", null, implicit)).out).toContain("TS7006");
  });

  it("asks the referenced project that includes the file", async () => {
    const of = (include: string, strict: boolean) =>
      JSON.stringify({
        compilerOptions: { composite: true, strict, target: "ES2022", module: "NodeNext", types: [] },
        include: [include],
      });
    openWith({
      "tsconfig.json":
        '{\n  // the solution\n  "files": [],\n  "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tools" },],\n}\n',
      "tsconfig.app.json": of("src", true),
      "tools/tsconfig.json": of(".", false),
      "src/user.ts": user,
      "tools/run.ts": "export const run = 1;\n",
    });
    const loose = "export const f = (a) => a;\n";
    expect((await check("src/f.ts", null, loose)).out).toContain("TS7006");
    expect(await check("tools/f.ts", null, loose)).toMatchObject({ ok: true, out: "" });
    expect((await check("tools/f.ts", null, "export const n: number = '';\n")).ok).toBe(false);
  });

  it("checks JavaScript where the project does", async () => {
    const checked = strictConfig.replace('"strict"', '"checkJs":true,"strict"');
    openWith({
      ...files,
      "tsconfig.json": checked,
      "src/plain.js": "/** @type {number} */\nexport const n = 1;\n",
    });
    const verdict = await check("src/plain.js", null, "/** @type {number} */\nexport const n = '1';\n");
    expect(verdict.out).toMatch(/^src\/plain\.js\(2,14\): error TS2322/);
  });

  it("explains a project file that is broken, and goes on once it is mended", async () => {
    openWith({ ...files, "tsconfig.json": '{ "compilerOptions": { "strict": tru }, "include": ["src"] }' });
    const broken = await check("src/greet.ts", greet, `${greet}\n`);
    expect(broken.ok).toBeNull();
    expect(broken.out).toMatch(/^not checked: tsconfig\.json is broken: /);
    project.write("tsconfig.json", strictConfig);
    expect((await check("src/greet.ts", greet, `${greet}\n`)).ok).toBe(true);
    project.write("tsconfig.json", strictConfig.replace("{", '{"extends":"./nowhere.json",'));
    const missing = await check("src/greet.ts", greet, `${greet}\n`);
    expect(missing).toMatchObject({ ok: null });
    expect(missing.out).toContain("nowhere.json");
    expect(missing.out).not.toContain(project.root);
  });

  it("ends a program that does not come to an end", async () => {
    openWith(files, { timeoutMs: 20, loadMs: 0 });
    expect((await check("src/greet.ts", greet, `${greet}\n`)).ok).toBeNull();
    // one that was killed is on the list until the system has taken it off
    await expect.poll(compilers).toEqual([]);
  });
});

describe("whatever the compiler", () => {
  it("does not hold the old errors of a renamed file against it", async () => {
    const broken = 'export const a: number = "text";\n';
    open({ ...files, "src/old.ts": broken });
    const verdict = await checker.check([
      change("src/old.ts", broken, null),
      change("src/new.ts", null, broken),
    ]);
    expect(verdict).toMatchObject({ ok: true, out: "" });
  });

  it("judges a change of several files as one", async () => {
    open(files);
    const renamed = await checker.check([
      change("src/user.ts", user, user.replace("name", "label")),
      change("src/greet.ts", greet, greet.replace("user.name", "user.label")),
    ]);
    expect(renamed).toMatchObject({ ok: true, out: "" });
  });

  it("has no opinion on files that no project includes, and says so", async () => {
    open(files);
    const outside = await check("scripts/run.ts", null, "export const n: number = '';\n");
    expect(outside).toMatchObject({ ok: null, out: "not checked: no tsconfig.json includes scripts/run.ts" });
    expect(await check("src/data.json", "{}", "{")).toMatchObject({ ok: null, out: "" });
    expect(await check("README.md", null, "# hello")).toMatchObject({ ok: null, out: "" });
    expect(await check("src/plain.js", null, "const a = ;")).toMatchObject({ ok: null, out: "" });
  });

  it("shows fifty errors and counts the rest", async () => {
    open(files);
    const lines = Array.from({ length: 60 }, (_, i) => `export const n${i}: number = "";`).join("\n");
    const { out } = await check("src/many.ts", null, lines);
    expect(out.split("\n")).toHaveLength(51);
    expect(out).toMatch(/\nand 10 more$/);
  });

  it("answers many at once, each for itself", async () => {
    open(files);
    const verdicts = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        check(
          `src/f${i}.ts`,
          null,
          i % 2 === 0 ? "export const n: number = 1;" : "export const n: number = '';",
        ),
      ),
    );
    expect(verdicts.map((verdict) => verdict.ok)).toEqual([true, false, true, false, true, false]);
  });

  it("gives up in time and says so, while a program that is still loading goes on", async () => {
    const warn = vi.fn();
    open(files, { timeoutMs: 5000, logger: { warn } });
    // only the checker's patience is made to pass: whatever the machine, the program has not been loaded by then
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const late = check("src/greet.ts", greet, `${greet}\n`);
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
    vi.advanceTimersByTime(5000);
    expect(await late).toMatchObject({ ok: null, out: "not checked: it took longer than 5 s" });
    expect(warn).toHaveBeenCalledOnce();
    expect((await check("src/greet.ts", greet, `${greet}\n`)).ok).toBe(true);
  });
});

describe("a compiler that is a process of its own", () => {
  const edited = greet.replace("user.name", "user.id");

  it("is started again where it died", async () => {
    project = scratchProject(files, null);
    checker = createTypeChecker({ root: project.root, timeoutMs: patience });
    expect((await checker.check([change("src/greet.ts", greet, `${greet}\n`)])).ok).toBe(true);
    const [first, ...others] = compilers();
    expect(others).toEqual([]);
    process.kill(first ?? 0, "SIGKILL");
    const again = await checker.check([change("src/greet.ts", greet, edited)]);
    expect(again.out).toContain("TS2322");
    expect(again.ok).toBe(false);
    expect(compilers()).not.toContain(first);
  });

  it("goes when the checker is closed or has rested long enough", async () => {
    project = scratchProject(files, null);
    checker = createTypeChecker({ root: project.root, timeoutMs: patience, idleMs: 1 });
    expect((await checker.check([change("src/greet.ts", greet, edited)])).ok).toBe(false);
    await expect.poll(compilers).toEqual([]);
    expect((await checker.check([change("src/greet.ts", greet, `${greet}\n`)])).ok).toBe(true);
    await checker.close();
    // one that was killed is on the list until the system has taken it off
    await expect.poll(compilers).toEqual([]);
    expect(await checker.check([change("src/greet.ts", greet, edited)])).toMatchObject({ ok: null });
  });
});
