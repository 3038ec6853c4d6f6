import { describe, expect, test } from "vitest";
import { readFile as read } from "../testing/read-file.ts";

describe("an OTLP file", () => {
  const nano = "1700000000000000999";
  const span = (own: object = {}) => ({
    traceId: "5B8EFFF798038103D269B633813FC60C",
    spanId: "EEE19B7EC3C1B174",
    name: "I am a span",
    kind: 2,
    startTimeUnixNano: nano,
    endTimeUnixNano: "1700000000001500999",
    ...own,
  });
  const request = (...spans: object[]) => ({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
        scopeSpans: [{ scope: { name: "lib", version: "1" }, spans }],
      },
    ],
  });
  const only = (file: unknown) => read(file).traces[0]!.spans[0]!;

  test("gives spans exact to the microsecond, with hex ids in lower case", () => {
    expect(
      only(request(span({ parentSpanId: "EEE19B7EC3C1B173", status: { code: 2, message: "no" } }))),
    ).toMatchObject({
      trace_id: "5b8efff798038103d269b633813fc60c",
      span_id: "eee19b7ec3c1b174",
      parent_span_id: "eee19b7ec3c1b173",
      source: "shop",
      stage: "request_received",
      start_us: 1_700_000_000_000_000,
      duration_us: 1500,
      status: "error",
      details: { status_message: "no", scope: { name: "lib", version: "1" } },
    });
  });

  test("has attributes of every kind of value", () => {
    const value = (one: object, n: number) => ({ key: `k${n}`, value: one });
    const attributes = [
      { stringValue: "s" },
      { boolValue: false },
      { intValue: "42" },
      { intValue: "9007199254740993" },
      { doubleValue: 0.5 },
      { doubleValue: "NaN" },
      { bytesValue: "AAE=" },
      { arrayValue: { values: [{ intValue: 1 }, { stringValue: "b" }] } },
      { kvlistValue: { values: [{ key: "in", value: { kvlistValue: { values: [] } } }] } },
      {},
    ].map(value);
    expect(only(request(span({ attributes }))).details.attributes).toEqual({
      k0: "s",
      k1: false,
      k2: 42,
      k3: "9007199254740993",
      k4: 0.5,
      k5: "NaN",
      k6: "AAE=",
      k7: [1, "b"],
      k8: { in: {} },
      k9: null,
    });
  });

  test("may name its enums, and have ids in base64 as stores with protobuf's JSON write them", () => {
    const made = span({
      kind: "SPAN_KIND_CLIENT",
      status: { code: "STATUS_CODE_ERROR" },
      traceId: "W47/95gDgQPSabYzgT/GDA==",
      spanId: "7uGbfsPBsXQ=",
    });
    expect(only({ batches: request(made).resourceSpans })).toMatchObject({
      trace_id: "5b8efff798038103d269b633813fc60c",
      span_id: "eee19b7ec3c1b174",
      stage: "outbound_call",
      status: "error",
    });
  });

  test("may have a request a line, a span that ends before it starts, and one that has not ended", () => {
    const lines = [
      request(span({ endTimeUnixNano: "1600000000000000000" })),
      request(span({ spanId: "EEE19B7EC3C1B175", endTimeUnixNano: "0" })),
    ].map((one) => JSON.stringify(one));
    expect(read(`\uFEFF${lines.join("\n")}\n`).traces[0]!.spans).toMatchObject([
      { duration_us: 0, marks: ["backwards"] },
      { duration_us: null, marks: ["open"] },
    ]);
  });

  test("keeps events, links, what was dropped, and the whole of a very long name", () => {
    const name = "n".repeat(3000);
    const events = [{ name: "e", timeUnixNano: "1700000000000001000", attributes: [] }];
    const links = [{ traceId: "00", spanId: "aa", attributes: [{ key: "l", value: { intValue: 1 } }] }];
    const made = only(request(span({ name, events, links, droppedEventsCount: 3 })));
    expect(made.operation).toHaveLength(2000);
    expect(made).toMatchObject({
      details: { name, links: [{ attributes: { l: 1 } }], dropped: { events: 3 } },
      events: [{ name: "e", at_us: 1_700_000_000_000_001 }],
    });
  });
});
