/** What every TypeScript's syntax tree has, whatever else. */
export interface SyntaxNode {
  readonly kind: number;
  readonly pos: number;
  readonly end: number;
  forEachChild(visit: (child: SyntaxNode) => void): unknown;
}

export interface SyntaxFile extends SyntaxNode {
  readonly text: string;
  /** set where the file is a module */
  readonly externalModuleIndicator?: unknown;
  readonly moduleAugmentations?: readonly unknown[];
}

/** The numbers of the node kinds that matter here; they differ from one version of TypeScript to the next. */
export interface Kinds {
  bodyOwners: ReadonlySet<number>;
  initialised: ReadonlySet<number>;
  jsxText: number;
}

/** The kinds of the TypeScript in use. */
export function kindsOf(kind: Record<string, string | number>): Kinds {
  const numbers = (...names: string[]) => new Set(names.map((name) => Number(kind[name])));
  return {
    bodyOwners: numbers(
      "FunctionDeclaration",
      "FunctionExpression",
      "ArrowFunction",
      "MethodDeclaration",
      "GetAccessor",
    ),
    initialised: numbers("VariableDeclaration", "PropertyDeclaration", "Parameter"),
    jsxText: Number(kind.JsxText),
  };
}

const trivia = /^(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)+/;

/**
 * What other files can see of a module, as text: all its tokens but comments, blanks, the bodies of functions whose
 * result is annotated and the initial values of what has a declared type. While that text stays the same, no other
 * file's errors can change; where nothing is annotated the text holds the whole code, so it errs to the safe side.
 */
export function shapeOf(file: SyntaxFile, kinds: Kinds): string {
  const source = file.text;
  const parts: string[] = [];

  function gap(from: number, to: number): void {
    // Between two nodes stand only keywords, signs and trivia: a string or a pattern is a node of its own.
    let rest = source.slice(from, to);
    while (rest !== "") {
      const blank = trivia.exec(rest);
      if (blank === null) {
        const next = rest.search(/\s|\/[/*]/);
        const token = next <= 0 ? rest : rest.slice(0, next);
        parts.push(token);
        rest = rest.slice(token.length);
      } else rest = rest.slice(blank[0].length);
    }
  }

  function unseen(node: SyntaxNode): SyntaxNode | undefined {
    const { type, body, initializer } = node as {
      type?: SyntaxNode;
      body?: SyntaxNode;
      initializer?: SyntaxNode;
    };
    if (type === undefined) return undefined;
    if (kinds.bodyOwners.has(node.kind)) return body;
    return kinds.initialised.has(node.kind) ? initializer : undefined;
  }

  function walk(node: SyntaxNode): void {
    parts.push(`#${node.kind}`);
    const skipped = unseen(node);
    let cursor = node.pos;
    let leaf = true;
    node.forEachChild((child) => {
      leaf = false;
      gap(cursor, child.pos);
      if (skipped !== undefined && child.pos === skipped.pos && child.end === skipped.end) parts.push("…");
      else walk(child);
      cursor = child.end;
    });
    if (!leaf) gap(cursor, node.end);
    else if (node.kind === kinds.jsxText) parts.push(source.slice(node.pos, node.end));
    else parts.push(source.slice(node.pos, node.end).replace(trivia, ""));
  }

  walk(file);
  return parts.join(" ");
}
