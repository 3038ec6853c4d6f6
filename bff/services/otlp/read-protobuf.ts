import { PbfReader } from "pbf";
import { base64 } from "./base64.ts";
import {
  type Attributes,
  deepestValue,
  doubleOf,
  Malformed,
  newResourceSpans,
  newScopeSpans,
  newSpan,
  type OtlpSpan,
  type ResourceSpans,
  type ScopeSpans,
  setAttribute,
} from "./export-request.ts";
import { bytes, double, hex, int, message, microseconds, text, uint, whole } from "./protobuf-fields.ts";

/**
 * Reads an `ExportTraceServiceRequest`. The numbers are those of opentelemetry/proto/trace/v1/trace.proto, common.proto
 * and resource.proto; fields that are not named here are skipped. Throws Malformed, or what the reader throws.
 */
export function readProtobuf(body: Uint8Array): ResourceSpans[] {
  const pbf = new PbfReader(body);
  return whole(pbf, readRequest, [], pbf.length);
}

function readRequest(field: number, list: ResourceSpans[], pbf: PbfReader): void {
  if (field === 1) list.push(message(pbf, readResourceSpans, newResourceSpans()));
}

function readResourceSpans(field: number, into: ResourceSpans, pbf: PbfReader): void {
  if (field === 1) message(pbf, readResource, into.resource);
  else if (field === 2) into.scopes.push(message(pbf, readScopeSpans, newScopeSpans()));
}

function readResource(field: number, into: Attributes, pbf: PbfReader): void {
  if (field === 1) readAttribute(into, pbf);
}

function readScopeSpans(field: number, into: ScopeSpans, pbf: PbfReader): void {
  if (field === 1) message(pbf, readScope, into.scope);
  else if (field === 2) into.spans.push(message(pbf, readSpan, newSpan()));
}

function readScope(field: number, into: ScopeSpans["scope"], pbf: PbfReader): void {
  if (field === 1) into.name = text(pbf);
  else if (field === 2) into.version = text(pbf);
  else if (field === 3) readAttribute(into.attributes, pbf);
}

function readSpan(field: number, into: OtlpSpan, pbf: PbfReader): void {
  switch (field) {
    case 1:
      into.traceId = hex(pbf);
      break;
    case 2:
      into.spanId = hex(pbf);
      break;
    case 3:
      into.traceState = text(pbf);
      break;
    case 4:
      into.parentSpanId = hex(pbf);
      break;
    case 5:
      into.name = text(pbf);
      break;
    case 6:
      into.kind = uint(pbf);
      break;
    case 7:
      into.startUs = microseconds(pbf);
      break;
    case 8:
      into.endUs = microseconds(pbf);
      break;
    case 9:
      readAttribute(into.attributes, pbf);
      break;
    case 10:
      into.dropped.attributes = uint(pbf);
      break;
    case 11:
      into.events.push(message(pbf, readEvent, { name: "", atUs: 0, attributes: {} }));
      break;
    case 12:
      into.dropped.events = uint(pbf);
      break;
    case 13:
      into.links.push(message(pbf, readLink, { traceId: "", spanId: "", traceState: "", attributes: {} }));
      break;
    case 14:
      into.dropped.links = uint(pbf);
      break;
    case 15:
      message(pbf, readStatus, into.status);
      break;
  }
}

function readEvent(field: number, into: OtlpSpan["events"][number], pbf: PbfReader): void {
  if (field === 1) into.atUs = microseconds(pbf);
  else if (field === 2) into.name = text(pbf);
  else if (field === 3) readAttribute(into.attributes, pbf);
}

function readLink(field: number, into: OtlpSpan["links"][number], pbf: PbfReader): void {
  if (field === 1) into.traceId = hex(pbf);
  else if (field === 2) into.spanId = hex(pbf);
  else if (field === 3) into.traceState = text(pbf);
  else if (field === 4) readAttribute(into.attributes, pbf);
}

function readStatus(field: number, into: OtlpSpan["status"], pbf: PbfReader): void {
  if (field === 2) into.message = text(pbf);
  else if (field === 3) into.code = uint(pbf);
}

/** A key without a value has the value null. */
function readAttribute(into: Attributes, pbf: PbfReader, depth = 0): void {
  let key = "";
  let value: unknown = null;
  message(
    pbf,
    (field) => {
      if (field === 1) key = text(pbf);
      else if (field === 2) value = readValue(pbf, depth + 1);
    },
    null,
  );
  setAttribute(into, key, value);
}

function readValue(pbf: PbfReader, depth: number): unknown {
  if (depth > deepestValue)
    throw new Malformed("attributes", `a value is nested more than ${deepestValue} deep`);
  let value: unknown = null;
  message(
    pbf,
    (field) => {
      if (field === 1) value = text(pbf);
      else if (field === 2) value = uint(pbf) !== 0;
      else if (field === 3) value = int(pbf);
      else if (field === 4) value = doubleOf(double(pbf));
      else if (field === 5) value = readList(pbf, depth);
      else if (field === 6) value = readMap(pbf, depth);
      else if (field === 7) value = base64(bytes(pbf));
    },
    null,
  );
  return value;
}

function readList(pbf: PbfReader, depth: number): unknown[] {
  const list: unknown[] = [];
  message(pbf, (field) => void (field === 1 && list.push(readValue(pbf, depth + 1))), null);
  return list;
}

function readMap(pbf: PbfReader, depth: number): Attributes {
  const map: Attributes = {};
  message(pbf, (field) => void (field === 1 && readAttribute(map, pbf, depth + 1)), null);
  return map;
}
