import { expect, test } from "vitest";
import { withoutOrder } from "./patch-totals.ts";

const orders = (length: number) => Array.from({ length }, (_, n) => ({ value: `ORD-${n}`, count: 2 }));

test("patches without an order are what the orders do not account for", () => {
  expect(withoutOrder({ total: 10, order_id: orders(3) })).toBe(4);
});

test("nothing is claimed where not every order was counted", () => {
  expect(withoutOrder({ total: 1000, order_id: orders(100) })).toBeNull();
});
