import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { PbfReader, PbfWriter } from "pbf";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeApp } from "../host/node/fixtures/app.ts";
import { coarseClock } from "../ports/clock.ts";

let made: Awaited<ReturnType<typeof makeApp>>;
let token: string;
beforeEach(async () => {
  made = await makeApp();
  ({ token } = await made.as("agent"));
});
afterEach(() => made.dispose());

const traceId = "5b8efff798038103d269b633813fc60c";
const spanId = "eee19b7ec3c1b174";
const span = (fields: object = {}) => ({
  traceId,
  spanId,
  name: "GET /",
  kind: 2,
  startTimeUnixNano: "1795176000123456789",
  endTimeUnixNano: "1795176000133456788",
  ...fields,
});
const request = (...spans: object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
      scopeSpans: [{ scope: { name: "lib" }, spans }],
    },
  ],
});

const protobuf = { "content-type": "application/x-protobuf" };
async function post(body: BodyInit | object, headers: Record<string, string> = {}, path = "/v1/traces") {
  const plain = typeof body === "string" || body instanceof Uint8Array;
  const response = await made.request(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body: plain ? (body as BodyInit) : JSON.stringify(body),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    retryAfter: response.headers.get("retry-after"),
    bytes,
    text: new TextDecoder().decode(bytes),
  };
}
const stored = (columns: string) =>
  made.db.orm.values<unknown[]>(
    sql.raw(`SELECT ${columns} FROM operation_logs WHERE source <> 'mission-control' ORDER BY id`),
  );
/** the message of a `google.rpc.Status` */
const statusOf = (bytes: Uint8Array) =>
  new PbfReader(bytes).readFields(
    (field, into, pbf) => {
      if (field === 1) into.code = pbf.readVarint();
      else if (field === 2) into.message = pbf.readString();
      else if (field === 3) into.details += 1;
    },
    { code: 0, message: "", details: 0 },
  );

describe("JSON", () => {
  test("a span is stored under its own ids, to the microsecond, and answered with an empty response", async () => {
    const answer = await post(request(span({ parentSpanId: "EEE19B7EC3C1B173" })));
    expect(answer).toMatchObject({ status: 200, type: "application/json", text: "{}" });
    expect(
      await stored("trace_id, span_id, parent_span_id, source, stage, operation, start_us, duration_ms"),
    ).toEqual([
      [
        traceId,
        spanId,
        "eee19b7ec3c1b173",
        "shop",
        "request_received",
        "GET /",
        1795176000123456,
        9.999 + 0.001,
      ],
    ]);
  });

  test("values of every kind; what a number would round stays text", async () => {
    const values = {
      text: { stringValue: "a" },
      bool: { boolValue: false },
      int: { intValue: "42" },
      "int as number": { intValue: 42 },
      large: { intValue: "9223372036854775807" },
      double: { doubleValue: 1.5 },
      nan: { doubleValue: "NaN" },
      bytes: { bytesValue: "AQID" },
      list: { arrayValue: { values: [{ intValue: "1" }, { stringValue: "x" }, {}] } },
      map: { kvlistValue: { values: [{ key: "deep", value: { kvlistValue: { values: [] } } }] } },
      nothing: {},
      __proto__x: { stringValue: "y" },
    };
    const attributes = Object.entries(values).map(([key, value]) => ({ key, value }));
    attributes.push({ key: "__proto__", value: { stringValue: "ours" } });
    await post(request(span({ attributes, unknownField: { x: 1 } })));
    const [row] = await stored("details");
    expect(JSON.parse(row![0] as string).attributes).toEqual(
      JSON.parse(
        '{"text":"a","bool":false,"int":42,"int as number":42,"large":"9223372036854775807","double":1.5,"nan":"NaN","bytes":"AQID","list":[1,"x",null],"map":{"deep":{}},"nothing":null,"__proto__x":"y","__proto__":"ours"}',
      ),
    );
  });

  test("a request without spans is a success", async () => {
    for (const body of ["", "{}", '{"resourceSpans":[]}', '{"resourceSpans":null}'])
      expect(await post(body)).toMatchObject({ status: 200, text: "{}" });
  });

  test.each<[string, object | string, string]>([
    ["no JSON", "{", "JSON"],
    ["another shape", "[1]", "the body is no object"],
    [
      "an id that is base64",
      request(span({ traceId: "W47/95gDgQPSabYzgT/GDA==" })),
      "resourceSpans[0].scopeSpans[0].spans[0].traceId",
    ],
    ["a time that is a word", request(span({ startTimeUnixNano: "noon" })), "startTimeUnixNano"],
    ["a list that is none", { resourceSpans: {} }, "resourceSpans is no list"],
    ["an enum by its name", request(span({ kind: "SPAN_KIND_SERVER" })), "kind"],
  ])("%s is 400 with what is wrong", async (_what, body, says) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, type: "application/json" });
    expect(JSON.parse(answer.text)).toMatchObject({ code: 3, message: expect.stringContaining(says) });
    expect(await stored("id")).toEqual([]);
  });

  test("values nested without end are refused", async () => {
    let value: object = { intValue: 1 };
    for (let n = 0; n < 100; n += 1) value = { arrayValue: { values: [value] } };
    expect((await post(request(span({ attributes: [{ key: "a", value }] })))).status).toBe(400);
  });
});

describe("spans that cannot be kept", () => {
  test("are counted and explained, and the others stored", async () => {
    const answer = await post(
      request(
        span(),
        span({ traceId: "0".repeat(32), name: "no trace" }),
        span({ spanId: "", name: "no id" }),
      ),
    );
    expect(answer.status).toBe(200);
    const { partialSuccess } = JSON.parse(answer.text);
    expect(partialSuccess.rejectedSpans).toBe("2");
    expect(partialSuccess.errorMessage).toMatch(/"no trace".*trace id.*"no id".*span id/);
    expect(await stored("operation")).toEqual([["GET /"]]);
  });

  test("one with more than 10 MiB of attributes takes no other with it", async () => {
    const huge = [{ key: "huge", value: { stringValue: "x".repeat(11_000_000) } }];
    const large = [{ key: "large", value: { stringValue: "x".repeat(9_000_000) } }];
    const answer = await post(
      request(span({ attributes: huge, name: "huge" }), span({ attributes: large, name: "large" })),
    );
    expect(JSON.parse(answer.text).partialSuccess).toMatchObject({ rejectedSpans: "1" });
    expect(await stored("operation")).toEqual([["large"]]);
  });
});

describe("what is odd is kept", () => {
  test("a span that ends after 2249 is left out and said, so that the others can be read", async () => {
    // the last whole microsecond of a double: the two together are more
    const far = span({
      spanId: "0000000000000001",
      startTimeUnixNano: "13000",
      endTimeUnixNano: "9007199254740991000",
    });
    const answer = await post(request(far, span()));
    expect(JSON.parse(answer.text).partialSuccess).toMatchObject({
      rejectedSpans: "1",
      errorMessage: expect.stringContaining("1970 to 2249"),
    });
    const viewer = await made.as("viewer");
    expect((await viewer.ask("GET", "/api/traces")).json.traces).toMatchObject([
      { trace_id: traceId, spans: 1 },
    ]);
  });

  test("a name of 400 characters as it is, one beyond 2,000 cut, the whole in its details", async () => {
    const long = "n".repeat(2500);
    await post(request(span({ name: "m".repeat(400) }), span({ name: long, spanId: "1".repeat(16) })));
    const rows = await stored("operation, details");
    expect(rows.map(([operation]) => operation)).toEqual(["m".repeat(400), "n".repeat(2000)]);
    expect(JSON.parse(rows[1]![1] as string).name).toBe(long);
  });

  test("a span that ends before it starts, one that did not end, one without times and name, none with a service", async () => {
    await made.dispose();
    made = await makeApp({ ports: { clock: coarseClock(() => 1_795_176_000_000) } });
    ({ token } = await made.as("agent"));
    await post({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                span({ spanId: "1".repeat(16), endTimeUnixNano: "1795176000113456789" }),
                span({ spanId: "2".repeat(16), endTimeUnixNano: "0" }),
                { traceId, spanId: "3".repeat(16) },
              ],
            },
          ],
        },
      ],
    });
    expect(await stored("source, stage, operation, start_us, duration_ms")).toEqual([
      ["unknown_service", "request_received", "GET /", 1795176000123456, -10],
      ["unknown_service", "request_received", "GET /", 1795176000123456, null],
      ["unknown_service", "processing", "unnamed", 1795176000000000, null],
    ]);
  });

  test("a resource of a megabyte is not stored once a span", async () => {
    const body = request(span(), span({ spanId: "1".repeat(16) }));
    body.resourceSpans[0]!.resource.attributes.push({
      key: "process.environment",
      value: { stringValue: "x".repeat(1_000_000) },
    });
    await post(body);
    const rows = await stored("length(details), details");
    expect(Math.max(...rows.map(([length]) => length as number))).toBeLessThan(1000);
    expect(JSON.parse(rows[0]![1] as string).resource).toEqual({
      "service.name": "shop",
      too_long_and_left_out: 1,
    });
  });
});

describe("protobuf", () => {
  const encoded = (...names: string[]): Uint8Array<ArrayBuffer> => {
    const pbf = new PbfWriter();
    const bytes = (hex: string) => Uint8Array.from(hex.match(/../g)!, (two) => Number.parseInt(two, 16));
    pbf.writeMessage(
      1,
      (_, resourceSpans) =>
        resourceSpans.writeMessage(
          2,
          (_none, scopeSpans) => {
            for (const name of names)
              scopeSpans.writeMessage(
                2,
                (_nothing, one) => {
                  one.writeBytesField(1, bytes(traceId));
                  one.writeBytesField(2, name === "no id" ? new Uint8Array(3) : bytes(spanId));
                  one.writeStringField(5, name);
                },
                null,
              );
          },
          null,
        ),
      null,
    );
    return new Uint8Array(pbf.finish());
  };

  test("a success is an empty message, of the type of the request", async () => {
    const answer = await post(encoded("a"), protobuf);
    expect(answer).toMatchObject({ status: 200, type: "application/x-protobuf", bytes: new Uint8Array() });
    expect(await stored("operation")).toEqual([["a"]]);
  });

  test("a partial success counts and explains", async () => {
    const { bytes } = await post(encoded("a", "no id"), protobuf);
    const read = new PbfReader(bytes).readFields((field, into: unknown[], pbf) => {
      if (field === 1)
        pbf.readMessage(
          (inner, list, one) => list.push(inner === 1 ? one.readVarint() : one.readString()),
          into,
        );
    }, []);
    expect(read).toEqual([1, expect.stringContaining('"no id": its span id')]);
  });

  test("every body that was cut off is 400, and none is half stored", async () => {
    const whole = encoded("first", "second");
    for (let length = 1; length < whole.length; length += 1) {
      const answer = await post(whole.slice(0, length), protobuf);
      expect([length, answer.status, answer.type]).toEqual([length, 400, "application/x-protobuf"]);
      expect(statusOf(answer.bytes)).toMatchObject({ code: 3, details: 1 });
    }
    expect(await stored("id")).toEqual([]);
  });

  test("bytes of anything else are answered, never broken by", async () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    };
    for (let n = 0; n < 300; n += 1) {
      const bytes = encoded("some", "spans");
      for (let at = 0; at < 1 + (n % 5); at += 1) bytes[random() % bytes.length] = random() % 256;
      expect([200, 400]).toContain((await post(bytes, protobuf)).status);
    }
  });
});

describe("the request itself", () => {
  test("gzip, and what only says that it is", async () => {
    const packed = gzipSync(JSON.stringify(request(span())));
    expect((await post(packed, { "content-encoding": "gzip" })).status).toBe(200);
    expect(await stored("operation")).toEqual([["GET /"]]);
    for (const broken of ["not gzip", packed.subarray(0, 40)])
      expect((await post(broken, { "content-encoding": "gzip" })).status).toBe(400);
    expect((await post("{}", { "content-encoding": "br" })).status).toBe(415);
  });

  test("what unpacks to more than 32 MiB is 413, however small it came", async () => {
    const bomb = gzipSync(new Uint8Array(40 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(50_000);
    const answer = await post(bomb, { "content-encoding": "gzip" });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text).message).toContain("33554432");
  });

  test("another media type is 415, another method 405, another signal 404", async () => {
    expect((await post("a=1", { "content-type": "text/plain" })).status).toBe(415);
    const got = await made.request("/v1/traces");
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    const metrics = await post(new Uint8Array(), protobuf, "/v1/metrics");
    expect(metrics).toMatchObject({ status: 404, type: "application/x-protobuf" });
    expect(statusOf(metrics.bytes).message).toContain("OTEL_METRICS_EXPORTER=none");
  });

  test("nobody's token is 401 and a reader's 403, before the body is read", async () => {
    expect(statusOf((await post("x", { ...protobuf, authorization: "" })).bytes).code).toBe(16);
    const viewer = await made.as("viewer");
    const answer = await post("x", { ...protobuf, authorization: `Bearer ${viewer.token}` });
    expect([answer.status, statusOf(answer.bytes).code]).toEqual([403, 7]);
  });

  test("overload is 429 with Retry-After, and so is too many calls", async () => {
    made.ports.spans.record = async () => ({
      ok: false,
      code: "RATE_LIMITED",
      error: "later",
      details: { retry_after: 3 },
    });
    expect(await post(request(span()))).toMatchObject({ status: 429, retryAfter: "3" });
    made.ports.settings.callsPerSecond = 0;
    expect(await post(request(span()))).toMatchObject({ status: 429, retryAfter: "1" });
  });

  test("a full disk is worth another try, what broke inside is not, and neither tells of the inside", async () => {
    made.ports.spans.record = async () => {
      throw new Error("database or disk is full at /home/someone");
    };
    const full = await post(request(span()));
    expect(full).toMatchObject({ status: 503, retryAfter: "30" });
    made.ports.spans.record = async () => {
      throw new Error("/home/someone");
    };
    const broken = await post(request(span()));
    expect(broken.status).toBe(500);
    expect(full.text + broken.text).not.toContain("someone");
  });

  test("more spans than one transaction takes are all stored", async () => {
    const many = Array.from({ length: 5001 }, (_, n) =>
      span({ spanId: (n + 1).toString(16).padStart(16, "0") }),
    );
    expect(await post(request(...many))).toMatchObject({ status: 200, text: "{}" });
    expect(await post(request(...many))).toMatchObject({ status: 200, text: "{}" });
    expect(await stored("count(*)")).toEqual([[5001]]);
  });
});
