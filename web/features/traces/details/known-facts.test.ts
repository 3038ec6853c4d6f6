import { expect, test } from "vitest";
import { knownFacts } from "./known-facts.ts";

const lines = (details: Record<string, unknown>) =>
  knownFacts(details).map(({ name, value }) => `${name}: ${value}`);

test("a model call is told by provider, model, tokens and how it finished", () => {
  expect(
    lines({
      kind: "client",
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "acme",
        "gen_ai.request.model": "large",
        "gen_ai.response.model": "large-2026-05",
        "gen_ai.usage.input_tokens": "12841",
        "gen_ai.usage.output_tokens": 307,
        "gen_ai.response.finish_reasons": ["stop", "length"],
        "server.address": "api.example.test",
      },
    }),
  ).toEqual([
    "AI call: chat",
    "Provider: acme",
    "Model: large → large-2026-05",
    "Tokens: 12,841 in, 307 out",
    "Finished: stop, length",
  ]);
});

test("code is told by function and place, also in the older names and out of a plain log", () => {
  const place = ["Function: shop.cart.Cart.total", "Code: src/cart.py:40:7"];
  expect(
    lines({
      "code.function.name": "shop.cart.Cart.total",
      "code.file.path": "src/cart.py",
      "code.line.number": 40,
      "code.column.number": 7,
    }),
  ).toEqual(place);
  expect(
    lines({
      "code.namespace": "shop.cart",
      "code.function": "Cart.total",
      "code.filepath": "src/cart.py",
      "code.lineno": 40,
      "code.column": 7,
    }),
  ).toEqual(place);
});

test("what is not there, empty, or no plain value makes no line; zero tokens do", () => {
  expect(lines({})).toEqual([]);
  expect(lines({ attributes: null, "code.lineno": 4, "gen_ai.request.model": "" })).toEqual([]);
  expect(lines({ attributes: ["code.filepath"], "gen_ai.tool.name": { a: 1 } })).toEqual([]);
  expect(lines({ "gen_ai.usage.output_tokens": 0 })).toEqual(["Tokens: 0 out"]);
});
