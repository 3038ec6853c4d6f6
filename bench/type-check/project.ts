import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const size = 250;

export interface Edit {
  kind: "body" | "inferred result" | "exported type" | "type error";
  file: string;
  before: string;
  after: string;
}

export interface Project {
  root: string;
  edits: Edit[];
  /** edits of types that every other file depends on */
  widest: Edit[];
}

/**
 * A project of 250 modules in a temporary folder. Each imports up to three earlier ones, near and far, so that an
 * edit has between a few dependents and all of them; each holds types, a class, annotated and inferred functions.
 */
export function writeProject(typescript: string | null): Project {
  const root = mkdtempSync(join(tmpdir(), "bench-types-"));
  mkdirSync(join(root, "src"));
  const options = { strict: true, target: "ES2022", module: "NodeNext", types: [], noEmit: true };
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["src"] }));
  if (typescript !== null) {
    mkdirSync(join(root, "node_modules"));
    symlinkSync(typescript, join(root, "node_modules", "typescript"));
  }
  for (let index = 0; index < size; index += 1) {
    writeFileSync(join(root, fileOf(index)), moduleText(index));
  }
  const widest = editsOf(0).filter(({ kind }) => kind === "exported type" || kind === "type error");
  return { root, edits: [12, 95, 163, 240].flatMap(editsOf), widest };
}

const fileOf = (index: number): string => `src/module-${index}.ts`;

function imported(index: number): number[] {
  const group = index - (index % 25);
  // what one group sees of another is the first module of the one before
  if (index === group) return group === 0 ? [] : [group - 25];
  return [...new Set([group, index - 1, Math.max(group, index - 4)])];
}

function moduleText(index: number): string {
  const item = `Item${index}`;
  const imports = imported(index);
  return `${imports
    .map(
      (other) => `import { Store${other}, label${other}, type Item${other} } from "./module-${other}.js";\n`,
    )
    .join("")}export interface ${item} { id: number; name: string; tags: readonly string[]; parent?: ${item} }
export type Key${index} = keyof ${item} | \`by-\${keyof ${item}}\`;

export class Store${index} {
  readonly #items = new Map<number, ${item}>();
  add(item: ${item}): this {
    this.#items.set(item.id, { ...item, tags: [...item.tags] });
    return this;
  }
  sorted(by: (item: ${item}) => string) {
    return [...this.#items.values()].sort((a, b) => by(a).localeCompare(by(b)));
  }
}

export function label${index}(item: ${item}): string {
  const parts = [item.id, item.name, ...item.tags].map((part) => String(part).trim());
  return parts.filter((part) => part !== "").join(" ");
}

export const summary${index} = (items: readonly ${item}[]) =>
  Object.entries(grouped(items)).map(([name, group]) => ({ name, size: group.length, first: group.at(0)?.tags.at(0) }));

function grouped(items: readonly ${item}[]): Record<string, ${item}[]> {
  const groups: Record<string, ${item}[]> = {};
  for (const item of items) (groups[item.name] ??= []).push(item);
  return groups;
}
${imports.map((other) => useOf(other, index)).join("")}`;
}

const useOf = (other: number, index: number): string => `
const item${other}: Item${other} = { id: ${index}, name: "n", tags: [label${other}({ id: 1, name: "", tags: [] })] };
export const stored${other}In${index} = new Store${other}().add(item${other}).sorted((item) => item.name);
`;

function editsOf(index: number): Edit[] {
  const before = moduleText(index);
  const edit = (kind: Edit["kind"], from: string, to: string): Edit => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the edit of ${kind} changes nothing`);
    return { kind, file: fileOf(index), before, after };
  };
  return [
    edit("body", "String(part).trim()", "String(part).trimEnd()"),
    edit("inferred result", "by(a).localeCompare(by(b))", "by(b).localeCompare(by(a))"),
    edit("exported type", "parent?:", "note?: string; parent?:"),
    edit("type error", "name: string;", "name: number;"),
  ];
}
