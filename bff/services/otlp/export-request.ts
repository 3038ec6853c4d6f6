// What an OTLP export request holds, whichever encoding it came in. Times are epoch microseconds: OTLP's nanoseconds
// without their last three digits. Ids are lower-case hex, "" where there is none.

export type Attributes = Record<string, unknown>;

export interface ResourceSpans {
  resource: Attributes;
  scopes: ScopeSpans[];
}

export interface ScopeSpans {
  scope: { name: string; version: string; attributes: Attributes };
  spans: OtlpSpan[];
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  traceState: string;
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer */
  kind: number;
  startUs: number;
  endUs: number;
  attributes: Attributes;
  events: { name: string; atUs: number; attributes: Attributes }[];
  links: { traceId: string; spanId: string; traceState: string; attributes: Attributes }[];
  /** `code`: 1 ok, 2 error */
  status: { code: number; message: string };
  /** what the sender left out */
  dropped: { attributes: number; events: number; links: number };
}

export const newResourceSpans = (): ResourceSpans => ({ resource: {}, scopes: [] });

export const newScopeSpans = (): ScopeSpans => ({
  scope: { name: "", version: "", attributes: {} },
  spans: [],
});

export const newSpan = (): OtlpSpan => ({
  traceId: "",
  spanId: "",
  parentSpanId: "",
  traceState: "",
  name: "",
  kind: 0,
  startUs: 0,
  endUs: 0,
  attributes: {},
  events: [],
  links: [],
  status: { code: 0, message: "" },
  dropped: { attributes: 0, events: 0, links: 0 },
});

/** Sets an attribute; one that is called `__proto__` is one like the others. */
export function setAttribute(attributes: Attributes, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(attributes, key, { value, enumerable: true, writable: true, configurable: true });
  else attributes[key] = value;
}

/** Values nest this deep at most. */
export const deepestValue = 64;

/** A request that cannot be read; `field` says where, as far as that is known. */
export class Malformed extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** JSON has no number for these. */
export const doubleOf = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
