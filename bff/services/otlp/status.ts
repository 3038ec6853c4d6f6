import type { PbfWriter } from "pbf";

export type OtlpEncoding = "protobuf" | "json";

/** What an exporter is answered. `rejected` spans were not stored and are not worth sending again. */
export type OtlpAnswer =
  | { kind: "stored"; rejected: number; message: string }
  | {
      kind: "failed";
      code: number;
      message: string;
      violation: { field: string; description: string } | null;
    };

/** `ExportTraceServiceResponse`, or `google.rpc.Status` with a `BadRequest` where a field is to blame, as JSON. */
export function asJson(answer: OtlpAnswer): string {
  if (answer.kind === "stored") {
    const { rejected, message } = answer;
    return JSON.stringify(
      rejected === 0 ? {} : { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } },
    );
  }
  const { code, message, violation } = answer;
  return JSON.stringify({
    code,
    message,
    ...(violation === null ? {} : { details: [{ "@type": badRequest, fieldViolations: [violation] }] }),
  });
}

/** The same as protobuf. */
export async function asProtobuf(answer: OtlpAnswer): Promise<Uint8Array> {
  const { PbfWriter } = await import("pbf");
  const pbf = new PbfWriter();
  if (answer.kind === "stored") {
    if (answer.rejected > 0) pbf.writeMessage(1, writePartialSuccess, answer);
  } else {
    pbf.writeVarintField(1, answer.code);
    pbf.writeStringField(2, answer.message);
    if (answer.violation !== null) pbf.writeMessage(3, writeBadRequest, answer.violation);
  }
  return pbf.finish();
}

const badRequest = "type.googleapis.com/google.rpc.BadRequest";

function writePartialSuccess(
  { rejected, message }: { rejected: number; message: string },
  pbf: PbfWriter,
): void {
  pbf.writeVarintField(1, rejected);
  pbf.writeStringField(2, message);
}

interface Violation {
  field: string;
  description: string;
}

/** An `Any` that holds the list of what is wrong. */
function writeBadRequest(violation: Violation, pbf: PbfWriter): void {
  pbf.writeStringField(1, badRequest);
  pbf.writeMessage(2, (one, value) => value.writeMessage(1, writeViolation, one), violation);
}

function writeViolation({ field, description }: Violation, pbf: PbfWriter): void {
  pbf.writeStringField(1, field);
  pbf.writeStringField(2, description);
}
