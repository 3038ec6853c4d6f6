/** A module that a source text asks for, as it spells it. */
export interface ModuleImport {
  specifier: string;
  /** gone at run time: `import type`, `export type` */
  typeOnly: boolean;
}

// What may hold quotes or words that are no code: comments, strings, templates, patterns (after a sign or word that a
// division cannot follow). A quote that its line does not close is text between tags.
const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=(?:[(,=:[!&|?{};+*%<>~^-]|\breturn|\bcase|^)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//gm;

/** Every `import … from`, `export … from`, `import "…"` and `import("…")` of a TypeScript text, in order. */
export function moduleImports(source: string): ModuleImport[] {
  const found: ModuleImport[] = [];
  let code = "";
  let end = 0;
  for (const match of source.matchAll(token)) {
    code += source.slice(end, match.index);
    end = match.index + match[0].length;
    if (match[0].startsWith("/")) continue;
    const statement = /(?:\b(import|export)\s+(type\s+)?[\w*{}$,\s]*\bfrom|\bimport\s*\(?)\s*$/.exec(code);
    if (statement !== null && !match[0].startsWith("`")) {
      found.push({ specifier: match[0].slice(1, -1), typeOnly: statement[2] !== undefined });
    }
    code = "";
  }
  return found;
}
