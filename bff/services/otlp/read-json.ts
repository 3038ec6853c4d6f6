import {
  type Attributes,
  deepestValue,
  doubleOf,
  Malformed,
  type OtlpSpan,
  type ResourceSpans,
  type ScopeSpans,
  setAttribute,
} from "./export-request.ts";

type Json = Record<string, unknown>;

/**
 * Reads an `ExportTraceServiceRequest` by the OTLP/JSON mapping: ids as hex, 64-bit numbers as strings or numbers, bytes
 * as base64; fields that are not known are ignored, those that are missing or null have their default. Throws Malformed.
 */
export const readJsonRequest = (body: unknown): ResourceSpans[] =>
  list(object(body, "the body"), "resourceSpans", "").map(({ value, at }) => resourceSpans(value, at));

function resourceSpans(value: Json, at: string): ResourceSpans {
  const resource = value.resource == null ? {} : object(value.resource, `${at}.resource`);
  return {
    resource: attributes(resource, `${at}.resource`),
    scopes: list(value, "scopeSpans", at).map((one) => scopeSpans(one.value, one.at)),
  };
}

function scopeSpans(value: Json, at: string): ScopeSpans {
  const scope = value.scope == null ? {} : object(value.scope, `${at}.scope`);
  return {
    scope: {
      name: text(scope.name, `${at}.scope.name`),
      version: text(scope.version, `${at}.scope.version`),
      attributes: attributes(scope, `${at}.scope`),
    },
    spans: list(value, "spans", at).map((one) => span(one.value, one.at)),
  };
}

function span(value: Json, at: string): OtlpSpan {
  const status = value.status == null ? {} : object(value.status, `${at}.status`);
  return {
    traceId: hex(value.traceId, `${at}.traceId`),
    spanId: hex(value.spanId, `${at}.spanId`),
    parentSpanId: hex(value.parentSpanId, `${at}.parentSpanId`),
    traceState: text(value.traceState, `${at}.traceState`),
    name: text(value.name, `${at}.name`),
    kind: count(value.kind, `${at}.kind`),
    startUs: microseconds(value.startTimeUnixNano, `${at}.startTimeUnixNano`),
    endUs: microseconds(value.endTimeUnixNano, `${at}.endTimeUnixNano`),
    attributes: attributes(value, at),
    events: list(value, "events", at).map((one) => ({
      name: text(one.value.name, `${one.at}.name`),
      atUs: microseconds(one.value.timeUnixNano, `${one.at}.timeUnixNano`),
      attributes: attributes(one.value, one.at),
    })),
    links: list(value, "links", at).map((one) => ({
      traceId: hex(one.value.traceId, `${one.at}.traceId`),
      spanId: hex(one.value.spanId, `${one.at}.spanId`),
      traceState: text(one.value.traceState, `${one.at}.traceState`),
      attributes: attributes(one.value, one.at),
    })),
    status: {
      code: count(status.code, `${at}.status.code`),
      message: text(status.message, `${at}.status.message`),
    },
    dropped: {
      attributes: count(value.droppedAttributesCount, `${at}.droppedAttributesCount`),
      events: count(value.droppedEventsCount, `${at}.droppedEventsCount`),
      links: count(value.droppedLinksCount, `${at}.droppedLinksCount`),
    },
  };
}

const attributes = (holder: Json, at: string): Attributes => keyValues(list(holder, "attributes", at), 0);

function keyValues(entries: readonly { value: Json; at: string }[], depth: number): Attributes {
  const found: Attributes = {};
  for (const { value, at } of entries)
    setAttribute(found, text(value.key, `${at}.key`), anyValue(value.value, `${at}.value`, depth + 1));
  return found;
}

function anyValue(value: unknown, at: string, depth: number): unknown {
  if (value == null) return null;
  if (depth > deepestValue) throw new Malformed(at, `a value is nested more than ${deepestValue} deep`);
  const one = object(value, at);
  if (one.stringValue != null) return text(one.stringValue, `${at}.stringValue`);
  if (one.boolValue != null) {
    if (typeof one.boolValue === "boolean") return one.boolValue;
    throw new Malformed(`${at}.boolValue`, "is no boolean");
  }
  if (one.intValue != null) return int(one.intValue, `${at}.intValue`);
  if (one.doubleValue != null) return double(one.doubleValue, `${at}.doubleValue`);
  if (one.bytesValue != null) return text(one.bytesValue, `${at}.bytesValue`);
  if (one.arrayValue != null)
    return plainList(object(one.arrayValue, `${at}.arrayValue`).values, `${at}.arrayValue.values`).map(
      (part, n) => anyValue(part, `${at}.arrayValue.values[${n}]`, depth + 1),
    );
  if (one.kvlistValue != null)
    return keyValues(
      list(object(one.kvlistValue, `${at}.kvlistValue`), "values", `${at}.kvlistValue`),
      depth,
    );
  return null;
}

function object(value: unknown, at: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw new Malformed(at, "is no object");
}

function plainList(value: unknown, at: string): unknown[] {
  if (value == null) return [];
  if (Array.isArray(value)) return value;
  throw new Malformed(at, "is no list");
}

function list(holder: Json, name: string, at: string): { value: Json; at: string }[] {
  const path = at === "" ? name : `${at}.${name}`;
  return plainList(holder[name], path).map((value, n) => ({
    value: object(value, `${path}[${n}]`),
    at: `${path}[${n}]`,
  }));
}

function text(value: unknown, at: string): string {
  if (value == null) return "";
  if (typeof value === "string") return value;
  throw new Malformed(at, "is no text");
}

function hex(value: unknown, at: string): string {
  const digits = text(value, at).toLowerCase();
  if (/^(?:[0-9a-f]{2})*$/.test(digits)) return digits;
  throw new Malformed(at, "is not hexadecimal, as OTLP/JSON writes ids");
}

function count(value: unknown, at: string): number {
  if (value == null) return 0;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new Malformed(at, "is no whole number");
}

function int(value: unknown, at: string): number | string {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) {
    const near = Number(value);
    return Number.isSafeInteger(near) ? near : value;
  }
  throw new Malformed(at, "is no whole number");
}

function double(value: unknown, at: string): number | string {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number === "number" && (value === "NaN" || !Number.isNaN(number))) return doubleOf(number);
  throw new Malformed(at, "is no number");
}

/** Of nanoseconds; a number in place of the usual string has been rounded by its sender already. */
function microseconds(value: unknown, at: string): number {
  if (value == null) return 0;
  if (typeof value === "string" && /^\d{1,20}$/.test(value)) return Number(value.slice(0, -3) || 0);
  if (typeof value === "number" && value >= 0) return Math.floor(value / 1000);
  throw new Malformed(at, "is no time in nanoseconds");
}
