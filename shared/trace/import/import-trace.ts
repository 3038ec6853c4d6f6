import { assertNever, ok, type Result, refuse } from "../../result.ts";
import { type ImportedTrace, tracesOf } from "./drafts.ts";
import { readJaegerTrace } from "./jaeger.ts";
import { fieldsOf } from "./json-fields.ts";
import { readResourceSpans } from "./otlp.ts";
import { readOwnExport } from "./own-export.ts";
import { newProblems, type Problems } from "./problems.ts";
import { readText } from "./read-text.ts";
import { type Recognised, recognise } from "./recognise.ts";
import { whatIsTaken } from "./taken.ts";
import { tooLarge } from "./too-large.ts";
import { readZipkin } from "./zipkin.ts";

export type ImportFormat = "jaeger" | "zipkin" | "otlp" | "mission-control";

/**
 * The traces of a file from another tool, or of this one's own export. Spans are never dropped: a file in which one
 * cannot be told (no trace id, no span id) is refused as a whole, with where that is. Whatever else is odd in real
 * files (shared spans, no times, orphans, clocks that differ, circles) is for `arrange`, and marked.
 *
 * Refuses `BODY_TOO_LARGE`, `BAD_JSON`, and `INVALID_INPUT` for what is no trace.
 */
export function importTrace(text: string): Result<{ format: ImportFormat; traces: ImportedTrace[] }> {
  const large = tooLarge(text.length);
  if (large !== null) return large;
  const read = readText(text);
  if (!read.ok) return read;
  const { values } = read;
  const file = recognise(values.length === 1 ? values[0] : values);
  if (file.format === "other")
    return refuse("INVALID_INPUT", `no trace is in this file: ${file.what}. ${whatIsTaken}`);
  const problems = newProblems();
  const traces = tracesIn(file, problems);
  if (problems.count > 0)
    return refuse(
      "INVALID_INPUT",
      `the file looks like ${file.format} JSON, but ${problems.first.join("; ")}${problems.count > problems.first.length ? `; and ${problems.count - problems.first.length} more` : ""}. Nothing was taken from it`,
      { format: file.format, problems: problems.first, count: problems.count },
    );
  if (traces.length === 0)
    return refuse("INVALID_INPUT", `the file is ${file.format} JSON without a single span`, {
      format: file.format,
    });
  return ok({ format: file.format, traces });
}

function tracesIn(file: Exclude<Recognised, { format: "other" }>, problems: Problems): ImportedTrace[] {
  switch (file.format) {
    case "jaeger":
      return tracesOf(
        file.traces.flatMap((trace, n) =>
          readJaegerTrace(trace, file.traces.length > 1 ? `data[${n}].` : "", problems),
        ),
      );
    case "zipkin":
      return tracesOf(readZipkin(file.spans, problems));
    case "otlp":
      return tracesOf(
        file.resourceSpans.flatMap((one, n) => {
          const fields = fieldsOf(one);
          const at = `resourceSpans[${n}]`;
          return fields === null ? problems.add(at, "is no object") : readResourceSpans(fields, at, problems);
        }),
      );
    case "mission-control":
      return readOwnExport(file.file, problems);
    default:
      return assertNever(file);
  }
}
