import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Span } from "../../models/span.ts";
import { arrange } from "../arrange.ts";
import { readFile as read } from "../testing/read-file.ts";
import { importTrace } from "./import-trace.ts";

const refusal = (file: unknown) => {
  const result = importTrace(typeof file === "string" ? file : JSON.stringify(file));
  return result.ok ? null : `${result.code}: ${result.error}`;
};

test("an export of this dashboard comes back as it was", () => {
  const { traces } = read([
    { traceId: "1", id: "a", timestamp: 5, duration: 2, localEndpoint: { serviceName: "x" } },
  ]);
  const again = read({ trace: { trace_id: "1" }, spans: traces[0]!.spans });
  expect(again).toEqual({ ok: true, format: "mission-control", traces });
});

test("an export of odd spans is as odd as before, not twice so", () => {
  const { traces } = read(
    ["shop", "bank"].map((serviceName, n) => ({
      traceId: "1",
      id: `a${n}`,
      parentId: n === 0 ? "gone" : "a0",
      timestamp: 500 - n * 100,
      duration: 20,
      localEndpoint: { serviceName },
    })),
  );
  const exported = arrange(traces[0]!.spans);
  const { traces: taken } = read({ trace: {}, spans: exported.map(({ span }) => span) });
  expect(exported.map(({ span }) => span.marks)).toEqual([["orphan"], ["skew"]]);
  expect(arrange(taken[0]!.spans)).toEqual(exported);
});

describe("what is no trace is refused with what it is and what would be taken", () => {
  const cases: [string, unknown, RegExp][] = [
    ["nothing", "", /BAD_JSON.*it is empty.*Taken are/],
    ["a page", "<!doctype html><p>", /HTML/],
    ["a table", "trace_id,span_id\n1,2", /CSV/],
    ["packed", "\u001f\u008b\u0008", /gzip/],
    ["half a file", '{"data":[{"traceID":"1"', /BAD_JSON/],
    ["a broken line", '{"resourceSpans":[]}\n{"resourceSp\n', /line 2/],
    ["a number", "7", /it is a number/],
    ["an empty list", [], /empty list/],
    ["some object", { name: "x", version: 1 }, /an object with "name", "version"/],
    ["metrics", { resourceMetrics: [] }, /OTLP metrics/],
    ["Chrome's", { traceEvents: [] }, /Chrome/],
    ["Zipkin v1", [{ traceId: "1", id: "2", binaryAnnotations: [] }], /Zipkin v1/],
    ["no spans", { resourceSpans: [] }, /without a single span/],
    [
      "a span without an id",
      [{ traceId: "1", id: "2" }, { traceId: "1" }],
      /zipkin JSON, but \[1\] has no id/,
    ],
    ["an answer of errors", { data: null, errors: [{ code: 404 }] }, /"data", "errors"/],
  ];
  for (const [name, file, words] of cases)
    test(name, () => {
      expect(refusal(file)).toMatch(words);
    });

  test("however wrong it is, it answers", () => {
    const keys = [
      "data",
      "spans",
      "traceID",
      "spanID",
      "resourceSpans",
      "scopeSpans",
      "traceId",
      "id",
      "spanId",
      "tags",
      "startTime",
      "timestamp",
      "annotations",
      "attributes",
      "key",
      "value",
      "references",
      "logs",
      "name",
      "kind",
      "span_id",
      "start_us",
    ];
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        fc.constantFrom(null, 0, -1, 1e300, "", "x", "5B8EFFF798038103D269B633813FC60C", true),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie("any"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(any, (file) => {
        const result = importTrace(JSON.stringify(file));
        if (!result.ok) expect(result.error.length).toBeGreaterThan(20);
        else for (const { spans } of result.traces) for (const span of arrange(spans)) Span.parse(span.span);
      }),
      { numRuns: 1000 },
    );
    fc.assert(fc.property(fc.string(), (text) => void importTrace(text)));
  });
});
