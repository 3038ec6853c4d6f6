/** One line of a value as JSON is written, with what colours it. `path` names the value that begins in this line. */
export interface JsonLine {
  path: string;
  depth: number;
  name: string | null;
  /** what stands in the line: a plain value, or the bracket that opens or closes */
  text: string;
  is: "string" | "number" | "word" | "bracket" | "more";
  /** lines that fold away under this one; 0: nothing to fold */
  below: number;
}

/** Entries of one list or object that are shown; the rest is counted. */
const MOST_ENTRIES = 500;
/** Letters of one text that are shown. */
const MOST_TEXT = 20_000;

/** A value as lines, two brackets around everything that has entries. `folded`: paths that show no entries. */
export function jsonLines(value: unknown, folded: ReadonlySet<string>): JsonLine[] {
  const lines: JsonLine[] = [];
  write(lines, { value, name: null, path: "$", depth: 0, comma: "", folded });
  return lines;
}

interface Place {
  value: unknown;
  name: string | null;
  path: string;
  depth: number;
  comma: string;
  folded: ReadonlySet<string>;
}

function write(lines: JsonLine[], { value, name, path, depth, comma, folded }: Place): void {
  const line = (text: string, is: JsonLine["is"]): JsonLine => ({ path, depth, name, text, is, below: 0 });
  if (typeof value !== "object" || value === null) {
    const text = JSON.stringify(value) ?? "null";
    const cut = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
    const is = typeof value === "string" ? "string" : typeof value === "number" ? "number" : "word";
    lines.push(line(cut + comma, is));
    return;
  }
  const list = Array.isArray(value);
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  const entries = Object.entries(value);
  if (entries.length === 0) {
    lines.push(line(open + close + comma, "bracket"));
    return;
  }
  if (folded.has(path)) {
    lines.push({ ...line(`${open}…${close}${comma}`, "bracket"), below: entries.length });
    return;
  }
  lines.push({ ...line(open, "bracket"), below: entries.length });
  const shown = entries.slice(0, MOST_ENTRIES);
  shown.forEach(([key, entry], at) => {
    write(lines, {
      value: entry,
      name: list ? null : key,
      path: `${path}/${key}`,
      depth: depth + 1,
      comma: at === entries.length - 1 ? "" : ",",
      folded,
    });
  });
  if (entries.length > shown.length)
    lines.push({
      path: `${path}/…`,
      depth: depth + 1,
      name: null,
      text: `… ${entries.length - shown.length} more`,
      is: "more",
      below: 0,
    });
  lines.push({ path: `${path}/end`, depth, name: null, text: close + comma, is: "bracket", below: 0 });
}
