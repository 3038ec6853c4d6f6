import type { RootContent } from "hast";

export interface Token {
  text: string;
  /** highlight.js's classes, or "" for plain text */
  className: string;
}
export type LineTokens = Token[];

/** Cuts a highlighted tree at its newlines: for each line its runs of one colour, the innermost scope winning. */
export function tokenLines(nodes: readonly RootContent[]): LineTokens[] {
  const lines: LineTokens[] = [[]];
  const walk = (children: readonly RootContent[], className: string) => {
    for (const node of children) {
      if (node.type === "text") {
        node.value.split("\n").forEach((text, index) => {
          if (index > 0) lines.push([]);
          if (text !== "") lines.at(-1)!.push({ text, className });
        });
      } else if (node.type === "element") {
        const classes = node.properties.className;
        walk(node.children, Array.isArray(classes) ? classes.join(" ") : className);
      }
    }
  };
  walk(nodes, "");
  return lines;
}
