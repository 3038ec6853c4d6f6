import { ok, type Result, refuse } from "../../result.ts";
import { whatIsTaken } from "./taken.ts";

/**
 * The values of a JSON file, or of one with a value a line, as the OpenTelemetry collector writes; a byte order mark
 * is passed over. Refuses `BAD_JSON`, with what it looks like instead.
 */
export function readText(text: string): Result<{ values: unknown[] }> {
  const body = text.replace(/^\uFEFF/, "");
  try {
    return ok({ values: [JSON.parse(body) as unknown] });
  } catch (error) {
    const lines = readLines(body);
    if (typeof lines !== "string") return ok({ values: lines });
    const seen = looksLike(body) ?? (lines === "" ? messageOf(error) : lines);
    return refuse("BAD_JSON", `the file is not JSON: ${seen}. ${whatIsTaken}`);
  }
}

/** The value of each line; or, where it is no such file, what is wrong, "" if it has but one line. */
function readLines(body: string): unknown[] | string {
  const values: unknown[] = [];
  const lines = body.split("\n");
  let inLines = false;
  for (const [n, line] of lines.entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(JSON.parse(line));
      inLines ||= typeof values[0] === "object";
    } catch (error) {
      return inLines ? `line ${n + 1} is not (${messageOf(error)})` : "";
    }
  }
  return inLines ? values : "";
}

const messageOf = (error: unknown): string => (error as Error).message.replaceAll(/\s+/g, " ").slice(0, 160);

function looksLike(body: string): string | null {
  const begin = body.trimStart().slice(0, 200);
  if (begin === "") return "it is empty";
  if (body.startsWith("\u001f")) return "it looks compressed (gzip); unpack it first";
  if (begin.startsWith("<")) return "it looks like HTML or XML";
  if (begin.includes("\0") || begin.includes("\uFFFD"))
    return "it is binary; of OTLP, the JSON form is taken";
  if (/^[\w"]+,[\w",]+/.test(begin)) return "it looks like CSV; export the trace as JSON";
  return null;
}
