import fc from "fast-check";
import { expect, test } from "vitest";
import { connectorLine, connectorRibbon } from "./connector.ts";

test("a connector leads from the begin of the one bar to the begin of the other, leaving and arriving upright", () => {
  expect(connectorLine({ left: 10, width: 5 }, { left: 40, width: 9 }, 20, 120)).toBe(
    "M10 20C10 70 40 70 40 120",
  );
});

test("the ribbon of a chosen pair goes round both bars, and is closed", () => {
  expect(connectorRibbon({ left: 10, width: 5 }, { left: 40, width: 9.3 }, 20, 120)).toBe(
    "M10 20C10 70 40 70 40 120H49.5C49.5 70 15 70 15 20Z",
  );
});

test("coordinates are short, however odd the bars are", () => {
  const edge = fc.record({ left: fc.double({ min: -1e6, max: 1e6, noNaN: true }), width: fc.nat(5000) });
  fc.assert(
    fc.property(edge, edge, (above, below) => {
      for (const one of connectorRibbon(above, below, 0.3, 77.7)
        .split(/[A-Z ]/)
        .filter(Boolean))
        expect(one).toMatch(/^-?\d+(\.5)?$/);
    }),
  );
});
