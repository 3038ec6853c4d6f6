/** Letters of a value that are shown before one asks for more, and then. */
const FEW = 400;
const MANY = 100_000;

/** A place in details as one would write it: `items[3].name`, `["a key"].x`; `(all)` for the whole. */
export function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return "(all)";
  return path
    .map((key, at) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^[\w$-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
      return at === 0 ? key : `.${key}`;
    })
    .join("");
}

/** A value as JSON, cut to what one reads at a glance; `more`: letters that are left out. */
export function valueText(value: unknown, whole: boolean): { text: string; more: number } {
  const text = JSON.stringify(value, null, 2) ?? "nothing";
  const most = whole ? MANY : FEW;
  return { text: text.slice(0, most), more: Math.max(0, text.length - most) };
}
