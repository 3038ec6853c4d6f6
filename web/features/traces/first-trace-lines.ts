/** Ways to send a first trace to this server; `$TOKEN` stands for a secret of the role agent. */
export const firstTraceLines = (url: string) => [
  {
    title: "A line of curl",
    explain: "One span. An array of them is taken as well.",
    text: [
      `curl -X POST ${url}/api/logs \\`,
      '  -H "authorization: Bearer $TOKEN" \\',
      '  -H "content-type: application/json" \\',
      `  -d '{"source":"my-agent","stage":"processing","operation":"hello","duration_ms":120}'`,
    ].join("\n"),
  },
  {
    title: "Any OpenTelemetry SDK",
    explain: "Three variables before the program starts; nothing in it changes.",
    text: [
      `export OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
      'export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20$TOKEN"',
      "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    ].join("\n"),
  },
];
