import { describe, expect, test } from "vitest";
import { arrange } from "../arrange.ts";
import { readFile as read } from "../testing/read-file.ts";

describe("a Zipkin file", () => {
  const at = 1_700_000_000_000_000;
  const span = (id: string, own: object = {}) => ({
    traceId: "463ac35c9f6413ad",
    id,
    name: id,
    timestamp: at,
    duration: 100,
    localEndpoint: { serviceName: "front" },
    ...own,
  });

  test("keeps both ends of a call, the one that received below the one that called", () => {
    const { format, traces } = read([
      span("b", { kind: "SERVER", shared: true, parentId: "a", localEndpoint: { serviceName: "back" } }),
      span("b", { kind: "CLIENT", parentId: "a" }),
      span("a", { kind: "SERVER", timestamp: at - 5 }),
    ]);
    expect(format).toBe("zipkin");
    expect(
      arrange(traces[0]!.spans).map(({ depth, span: { source, stage } }) => [depth, source, stage]),
    ).toEqual([
      [0, "front", "request_received"],
      [1, "front", "outbound_call"],
      [2, "back", "request_received"],
    ]);
  });

  test("dates what has no time: by what happened in it, by what is above it, by its trace", () => {
    const undated = { timestamp: undefined, duration: undefined };
    const { traces } = read([
      span("a"),
      span("b", { parentId: "a", timestamp: at + 40 }),
      span("c", { ...undated, parentId: "b", tags: { error: "" } }),
      span("d", { ...undated, parentId: "c", annotations: [{ timestamp: at + 60, value: "ws" }] }),
      span("e", { ...undated, parentId: "gone" }),
    ]);
    const { spans } = traces[0]!;
    expect(Object.fromEntries(spans.map(({ operation, start_us }) => [operation, start_us - at]))).toEqual({
      a: 0,
      b: 40,
      c: 40,
      d: 60,
      e: 0,
    });
    expect(spans.find((one) => one.operation === "c")).toMatchObject({
      duration_us: 0,
      status: "error",
      marks: ["undated", "point"],
    });
  });

  test("without a length is open, but a message that was handed over is a moment", () => {
    const { traces } = read([
      span("a", { duration: undefined }),
      span("b", { kind: "PRODUCER", duration: undefined, timestamp: at + 1 }),
    ]);
    expect(traces[0]!.spans).toMatchObject([
      { duration_us: null, marks: ["open"] },
      { duration_us: 0, marks: ["point"] },
    ]);
  });

  test("joins what a service sent of one span in pieces, and trace ids of 16 digits with their 32", () => {
    const long = { traceId: "1111111111111111463ac35c9f6413ad" };
    const { traces } = read([
      span("a", { kind: "SERVER", duration: undefined, ...long }),
      span("a", {
        timestamp: undefined,
        duration: 70,
        tags: { path: "/" },
        annotations: [{ timestamp: at + 1, value: "x" }],
      }),
    ]);
    expect(traces).toMatchObject([
      {
        trace_id: long.traceId,
        spans: [
          { duration_us: 70, marks: [], stage: "request_received", details: { attributes: { path: "/" } } },
        ],
      },
    ]);
    expect(traces[0]!.spans[0]!.events).toHaveLength(1);
  });

  test("leaves a short trace id alone where two long ones end with it", () => {
    const { traces } = read([
      span("a", { traceId: "1111111111111111463ac35c9f6413ad" }),
      span("b", { traceId: "2222222222222222463ac35c9f6413ad" }),
      span("c"),
    ]);
    expect(traces).toHaveLength(3);
  });

  test("tells the ends of a service's call to itself apart, and gives a piece to the end it is of", () => {
    const { traces } = read([
      span("a", { kind: "CLIENT" }),
      span("a", { kind: "SERVER", shared: true, timestamp: at + 1 }),
      span("a", { shared: true, timestamp: undefined, tags: { late: "yes" } }),
    ]);
    expect(traces[0]!.spans.map(({ stage, details }) => [stage, details.attributes])).toEqual([
      ["outbound_call", undefined],
      ["request_received", { late: "yes" }],
    ]);
  });

  test("may be a list of traces or one span, and of an endpoint without a name", () => {
    expect(read([[span("a")], [span("b", { traceId: "2" })]]).traces).toHaveLength(2);
    expect(read(span("a", { localEndpoint: { ipv4: "10.0.0.7" } })).traces[0]!.spans[0]!.source).toBe(
      "10.0.0.7",
    );
  });
});

test("a long chain of spans without a time is dated, and a circle of them", () => {
  const chain = Array.from({ length: 50_000 }, (_, n) => ({
    traceId: "1",
    id: `${n}`,
    parentId: n === 0 ? undefined : `${n - 1}`,
  }));
  expect(
    read([...chain.slice(1), { ...chain[0], timestamp: 77, duration: 1 }]).traces[0]!.spans.every(
      (one) => one.start_us === 77,
    ),
  ).toBe(true);
  const circle = [
    { traceId: "1", id: "a", parentId: "b" },
    { traceId: "1", id: "b", parentId: "a" },
  ];
  expect(read(circle).traces[0]!.spans).toHaveLength(2);
});
