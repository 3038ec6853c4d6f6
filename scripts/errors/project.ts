import { createHash } from "node:crypto";

const vat = "export const vat = 0.2;\n";
const digits = createHash("sha256").update(vat).digest("hex").slice(0, 7);

/** The project that every example is about. */
export const project: Readonly<Record<string, string>> = {
  "src/cart.ts": `export interface Item {
  name: string;
  cents: number;
}

export function total(items: Item[]): number {
  let sum = 0;
  for (const item of items) {
    sum += item.cents;
  }
  return sum;
}

/* @hash:${digits} START:tax_rules */
${vat}/* @hash:${digits} END:tax_rules */

export function label(items: Item[]): string {
  return \`\${items.length} items\`;
}

export function receipt(items: Item[]): string {
  // ###FINAL_MILE_PROMPT__RECEIPT###
  return "";
  // ###END_RECEIPT###
}

// routes:start
export const routes = ["/cart"];
// routes:end
`,
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }\n',
};

/** The tasks of the examples: T-17 is open and bounded, T-16 is done. */
export const tasks = JSON.stringify(
  [
    {
      uuid: "T-17",
      file: "src/cart.ts",
      instruction: "Print one line per item",
      status: "in_progress",
      allowed_spans: [{ file: "src/cart.ts", start: 22, end: 26 }],
    },
    { uuid: "T-16", file: "src/cart.ts", status: "complete", allowed_spans: [] },
  ],
  null,
  2,
);
