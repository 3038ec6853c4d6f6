import { expect, test } from "vitest";
import { ticks } from "../../../../shared/trace/ticks.ts";
import { textWidth } from "./bar-parts.tsx";
import { tickLabels } from "./tick-labels.ts";

const tick = (x: number, label: string) => ({ at_us: x, x, label });

test("a label is centred on its tick, and stays within the width at both ends", () => {
  const half = textWidth("100 ms") / 2;
  const [first, middle, last] = tickLabels([tick(0, "0"), tick(100, "100 ms"), tick(200, "200 ms")], 200);
  expect(first!.left).toBe(4);
  expect(middle!.left).toBe(100 - half);
  expect(last!.left).toBeCloseTo(200 - 4 - 2 * half);
});

test("none touches another, however long the times are and wherever the window of time lies", () => {
  for (const width of [200, 336, 442, 443, 570])
    for (const to_us of [1.2e9, 1.2e9 + 1, 65.2e6, 9e12]) {
      const found = tickLabels(ticks({ from_us: to_us / 3, to_us, width }), width);
      expect(found.length).toBeGreaterThan(0);
      const edges = found.flatMap(({ left, label }) => [left, left + textWidth(label)]);
      expect(edges, `${width} ${to_us}`).toEqual(edges.toSorted((a, b) => a - b));
      expect(edges.at(-1)).toBeLessThan(width);
    }
});
