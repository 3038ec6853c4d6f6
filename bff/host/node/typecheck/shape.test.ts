import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { kindsOf, type SyntaxFile, shapeOf } from "./shape.ts";
import { typescripts } from "./testing/scratch-project.ts";
import type ts from "./typescript-5/node_modules/typescript/lib/typescript.js";

const typescript = createRequire(import.meta.url)(
  `${typescripts[1].installed}/lib/typescript.js`,
) as typeof ts;
const kinds = kindsOf(typescript.SyntaxKind as unknown as Record<string, number>);

function shape(text: string): string {
  const file = typescript.createSourceFile("a.tsx", text, typescript.ScriptTarget.Latest);
  return shapeOf(file as unknown as SyntaxFile, kinds);
}

const unseen: [what: string, before: string, after: string][] = [
  ["a comment", "export const a = 1;", "// why\nexport const a = /* so */ 1; // much"],
  [
    "layout",
    "export function f(a: string): void {}",
    "export function f(\n  a: string,\n): void {}".replace(",\n)", "\n)"),
  ],
  [
    "the body of a function with a result",
    "export function f(): number { return 1; }",
    "export function f(): number { let x = 1; return x; }",
  ],
  [
    "the body of a method with a result",
    "export class A { f(): void {} }",
    "export class A { f(): void { f(); } }",
  ],
  [
    "an arrow's expression with a result",
    "export const f = (): number => 1;",
    "export const f = (): number => 2;",
  ],
  ["the value of what has a type", "export const a: number = 1;", "export const a: number = '2';"],
];
it.each(unseen)("%s is not seen by other files", (_, before, after) => {
  expect(after).not.toBe(before);
  expect(shape(after)).toBe(shape(before));
});

const seen: [what: string, before: string, after: string][] = [
  ["the value of what has no type", "export const a = 1;", "export const a = 2;"],
  ["let instead of const", "export const a = 1;", "export let a = 1;"],
  [
    "the body of a function without a result",
    "export function f() { return 1; }",
    "export function f() { return 2; }",
  ],
  ["a result", "export function f(): 1 { return 1; }", "export function f(): 2 { return 2; }"],
  [
    "a parameter that may be left out",
    "export function f(a: 1): void {}",
    "export function f(a: 1 = 1): void {}",
  ],
  [
    "the body of a constructor",
    "export class A { a; constructor() { this.a = 1; } }",
    "export class A { a; constructor() { this.a = ''; } }",
  ],
  [
    "a type that is imported",
    'import type { A } from "a"; export type B = A;',
    'import { A } from "a"; export type B = A;',
  ],
  ["what looks like a comment in a string", 'export const a = "/*x*/";', 'export const a = "/*y*/";'],
  ["what looks like a comment in a template", "export const a = `//x`;", "export const a = `//y`;"],
  ["text between tags", "export const a = <p>// x</p>;", "export const a = <p>// y</p>;"],
  ["an operator", "export const a = -1 as const;", "export const a = +1 as const;"],
  ["a modifier", "export class A { a = 1; }", "export class A { private a = 1; }"],
  [
    "an added property of a function",
    "export function f(): void {}",
    "export function f(): void {}\nf.a = 1;",
  ],
];
it.each(seen)("%s is seen by other files", (_, before, after) => {
  expect(shape(after)).not.toBe(shape(before));
});
