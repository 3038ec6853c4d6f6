import { describe, expect, test } from "vitest";
import { readFile as read } from "../testing/read-file.ts";

describe("a Jaeger file", () => {
  const span = (spanID: string, own: object = {}) => ({
    traceID: "t1",
    spanID,
    operationName: `op ${spanID}`,
    startTime: 1_700_000_000_000_100,
    duration: 50,
    processID: "p1",
    ...own,
  });
  const trace = (...spans: object[]) => ({
    traceID: "t1",
    spans,
    processes: { p1: { serviceName: "api", tags: [{ key: "host", type: "string", value: "one" }] } },
  });

  test("gives spans with their service, kind, tags and logs", () => {
    const { format, traces } = read({
      data: [
        trace(
          span("a", {
            tags: [
              { key: "span.kind", type: "string", value: "server" },
              { key: "error", type: "bool", value: true },
              { key: "size", type: "int64", value: "17" },
              { key: "twice", type: "string", value: "x" },
              { key: "twice", type: "string", value: "y" },
            ],
            logs: [
              {
                timestamp: 1_700_000_000_000_120,
                fields: [
                  { key: "event", type: "string", value: "retry" },
                  { key: "n", type: "int64", value: 2 },
                ],
              },
            ],
          }),
        ),
      ],
    });
    expect(format).toBe("jaeger");
    expect(traces).toMatchObject([
      {
        trace_id: "t1",
        spans: [
          {
            source: "api",
            stage: "request_received",
            operation: "op a",
            status: "error",
            start_us: 1_700_000_000_000_100,
            duration_us: 50,
            details: { attributes: { size: 17, twice: ["x", "y"] }, resource: { host: "one" } },
            events: [{ name: "retry", at_us: 1_700_000_000_000_120, details: { n: 2 } }],
          },
        ],
      },
    ]);
  });

  test("has its parent in CHILD_OF before FOLLOWS_FROM, and what lies in other traces as a link", () => {
    const references = [
      { refType: "FOLLOWS_FROM", traceID: "t1", spanID: "f" },
      { refType: "CHILD_OF", traceID: "t0", spanID: "far" },
      { refType: "CHILD_OF", traceID: "t1", spanID: "a" },
    ];
    const { traces } = read({
      data: [trace(span("b", { references }), span("c", { references: references.slice(0, 1) }))],
    });
    expect(traces[0]!.spans).toMatchObject([
      {
        parent_span_id: "a",
        details: {
          links: [
            { trace_id: "t1", span_id: "f", type: "FOLLOWS_FROM" },
            { trace_id: "t0", span_id: "far" },
          ],
        },
      },
      { parent_span_id: "f" },
    ]);
  });

  test("may have a tag named like what every object has", () => {
    const tags = [{ key: "__proto__", type: "string", value: "x" }];
    const { attributes } = read(trace(span("a", { tags }))).traces[0]!.spans[0]!.details;
    expect(Object.entries(attributes as object)).toEqual([["__proto__", "x"]]);
  });

  test("may be one trace by itself, a list of them, or bare spans with their process", () => {
    expect(read(trace(span("a"))).traces).toHaveLength(1);
    expect(read([trace(span("a")), trace(span("b", { traceID: "t2" }))]).traces).toHaveLength(2);
    expect(read([span("a", { process: { serviceName: "web" } })]).traces[0]!.spans[0]!.source).toBe("web");
  });
});
