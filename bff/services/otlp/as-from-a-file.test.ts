import { expect, test } from "vitest";
import { importTrace } from "../../../shared/trace/import/import-trace.ts";
import { originOf } from "./origin.ts";
import { readJsonRequest } from "./read-json.ts";
import { toLogEvent } from "./to-log-event.ts";

const value = (text: string) => ({ stringValue: text });
const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const full = {
  traceId: trace,
  spanId: "00f067aa0ba902b7",
  parentSpanId: "00f067aa0ba902b6",
  traceState: "vendor=1",
  name: "GET /cart",
  kind: 3,
  startTimeUnixNano: "1795226238687123456",
  endTimeUnixNano: "1795226238807123456",
  attributes: [
    { key: "task_uuid", value: value("task-7") },
    { key: "http.status_code", value: { intValue: "502" } },
    {
      key: "tags",
      value: { arrayValue: { values: [value("a"), { doubleValue: 0.5 }, { boolValue: true }] } },
    },
    { key: "nested", value: { kvlistValue: { values: [{ key: "deep", value: value("down") }] } } },
  ],
  links: [
    { traceId: "a".repeat(32), spanId: "b".repeat(16), attributes: [{ key: "why", value: value("retry") }] },
  ],
  events: [
    {
      name: "exception",
      timeUnixNano: "1795226238700000000",
      attributes: [{ key: "n", value: { intValue: 1 } }],
    },
  ],
  status: { code: 2, message: "bad gateway" },
  droppedEventsCount: 4,
};
const plain = {
  ...full,
  spanId: "00f067aa0ba902b8",
  parentSpanId: "",
  kind: 0,
  links: [],
  events: [],
  attributes: [],
  status: {},
  traceState: "",
  droppedEventsCount: 0,
};

test("a span that is sent here is the same as one out of a file: stage, times, details", () => {
  const body = {
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: value("checkout") }] },
        scopeSpans: [
          {
            scope: { name: "shop", version: "1.2" },
            spans: [full, ...[1, 2, 4, 5].map((kind) => ({ ...full, kind, spanId: `${kind}`.repeat(16) }))],
          },
          { scope: { version: "3", attributes: [{ key: "k", value: value("v") }] }, spans: [plain] },
        ],
      },
    ],
  };
  const sent = readJsonRequest(body).flatMap(({ resource, scopes }) =>
    scopes.flatMap(({ scope, spans }) => spans.map((span) => toLogEvent(span, originOf(resource, scope)))),
  );
  const read = importTrace(JSON.stringify(body));
  if (!read.ok) throw new Error(read.error);
  const spans = new Map(read.traces[0]!.spans.map((span) => [span.span_id, span]));
  expect(sent).toHaveLength(6);
  for (const event of sent) {
    if (typeof event === "string") throw new Error(event);
    const { start_us, duration_us, events, details, ...same } = spans.get(event.span_id!)!;
    const { source, stage, operation, task_uuid, status } = same;
    expect(event).toMatchObject({ source, stage, operation, task_uuid, status, start_us });
    expect(event.duration_ms).toBe(duration_us! / 1000);
    expect(event.details).toEqual({ ...details, ...(events.length > 0 ? { events } : {}) });
  }
});
