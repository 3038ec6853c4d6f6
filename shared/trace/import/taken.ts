/** For whoever dropped something else. */
export const whatIsTaken =
  "Taken are the JSON of Jaeger (its UI's download or /api/traces), of Zipkin v2, of OTLP (resourceSpans; also one request a line), and the JSON export of this dashboard";
