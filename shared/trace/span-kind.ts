/** The kinds of OpenTelemetry, by their number; Jaeger and Zipkin have the same names. */
export const spanKinds = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;
export type SpanKind = (typeof spanKinds)[number];

/** By number, as OTLP has it. */
export const kindNumbered = (number: number): SpanKind => spanKinds[number] ?? "unspecified";

/** By name, in whatever case. */
export const kindNamed = (name: string): SpanKind =>
  spanKinds.find((kind) => kind === name.toLowerCase()) ?? "unspecified";

/** The stage that a span of this kind is stored, or shown out of a file, under. */
export const stageOfKind: Readonly<Record<SpanKind, string>> = {
  unspecified: "processing",
  internal: "processing",
  server: "request_received",
  consumer: "request_received",
  client: "outbound_call",
  producer: "outbound_call",
};
