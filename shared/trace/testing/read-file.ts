import { Span } from "../../models/span.ts";
import { importTrace } from "../import/import-trace.ts";

/** A file as it is taken in, every span of it a whole one; throws the refusal. Values are written as JSON first. */
export function readFile(file: unknown) {
  const result = importTrace(typeof file === "string" ? file : JSON.stringify(file));
  if (!result.ok) throw new Error(result.error);
  for (const { spans } of result.traces) for (const span of spans) Span.parse(span);
  return result;
}
