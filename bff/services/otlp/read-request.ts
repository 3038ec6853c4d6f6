import { ok, type Result, refuse } from "../../../shared/result.ts";
import { Malformed, type ResourceSpans } from "./export-request.ts";
import type { OtlpEncoding } from "./status.ts";

/**
 * The spans of a request. The readers are loaded when the first request comes. Refuses what is no
 * ExportTraceServiceRequest; `details.field` says where, as far as that is known.
 */
export async function readRequest(
  encoding: OtlpEncoding,
  bytes: Uint8Array,
): Promise<Result<{ request: ResourceSpans[] }>> {
  try {
    if (encoding === "protobuf")
      return ok({ request: (await import("./read-protobuf.ts")).readProtobuf(bytes) });
    const { readJsonRequest } = await import("./read-json.ts");
    // an empty body is a request without spans, as it is in protobuf
    const body: unknown = bytes.length === 0 ? {} : JSON.parse(new TextDecoder().decode(bytes));
    return ok({ request: readJsonRequest(body) });
  } catch (error) {
    const field = error instanceof Malformed ? error.field : "";
    const message = (error as Error).message.slice(0, 200);
    return refuse(
      encoding === "json" && error instanceof SyntaxError ? "BAD_JSON" : "INVALID_INPUT",
      `the body is no ExportTraceServiceRequest in ${encoding}: ${field === "" ? message : `${field} ${message}`}`,
      { field, description: message },
    );
  }
}
