import { describe, expect, test } from "vitest";
import { FactorySecret } from "../../../shared/models/factory-secret.ts";
import { refuse } from "../../../shared/result.ts";
import { secretHeaders, secretRefusal, toKept, withoutSecret } from "./factory-secret.ts";

const secret = (own: object = {}) =>
  FactorySecret.safeParse({
    name: "maker",
    url: "https://maker.test/at/work",
    value: "Bearer abc-123-def",
    ...own,
  });

describe("a factory's secret", () => {
  test("goes to its origin alone, over https or within this machine", () => {
    const kept = toKept(secret().data!);
    const sent = { authorization: "Bearer abc-123-def" };
    expect(secretHeaders(kept, "https://maker.test/elsewhere")).toEqual(sent);
    for (const url of [
      "https://maker.test:8443",
      "https://other.test",
      "https://maker.test.other.test",
      "http://maker.test",
    ])
      expect(secretHeaders(kept, url), url).toEqual({});
    expect(secretHeaders({ ...kept, origin: "http://maker.test" }, "http://maker.test")).toEqual({});
    expect(secretHeaders({ ...kept, origin: "http://[::1]:80" }, "http://[::1]:81")).toEqual({});
    expect(secretHeaders({ ...kept, origin: "http://[::1]:81" }, "http://[::1]:81/x")).toEqual(sent);
    expect(secretHeaders(undefined, "https://maker.test")).toEqual({});
  });

  test("is not taken for an address where others could read it on the way, or where no factory is", () => {
    for (const url of ["https://maker.test", "http://127.0.0.1:4000", "http://localhost:1", "http://[::1]"])
      expect(secretRefusal({ url }), url).toBeNull();
    for (const url of [
      "http://maker.test",
      "http://10.0.0.1",
      "http://localhost.test",
      "https://a:b@maker.test",
    ])
      expect(secretRefusal({ url }), url).toMatchObject({ code: "INVALID_INPUT" });
  });

  test("is any header but those that the call itself has, and nothing that would be two", () => {
    expect(secret({ header: "X-Api-Key" }).data).toMatchObject({ header: "x-api-key" });
    expect(secret().data).toMatchObject({ header: "authorization" });
    for (const header of ["Host", "content-length", "Traceparent", "x-trace-id", "a b", "a:b", ""])
      expect(secret({ header }).success, header).toBe(false);
    for (const value of ["", " a", "a ", "a\r\nb: c", "é", "a".repeat(4097)])
      expect(secret({ value }).success, value.slice(0, 9)).toBe(false);
  });

  test("that a factory repeats in its refusal is not passed on", () => {
    const said = refuse("FACTORY_FAULT", "no such token: abc-123-def (Bearer abc-123-def)", {
      factory: "maker",
      code: "BAD_abc-123-def",
    });
    expect(withoutSecret(said, { authorization: "Bearer abc-123-def" })).toEqual(
      refuse("FACTORY_FAULT", "no such token: … (…)", { factory: "maker", code: "BAD_…" }),
    );
    expect(withoutSecret(said, {})).toEqual(said);
  });
});
