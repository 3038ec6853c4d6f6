import { expect, test } from "vitest";
import type { DrawnGhost, DrawnGhosts } from "./drawn-ghosts.ts";
import { ghostWords } from "./ghost-words.ts";

const ghost = (own: Partial<DrawnGhost> = {}): DrawnGhost => ({
  from_us: 100,
  to_us: 1100,
  open: false,
  error: false,
  live: false,
  otherwise: false,
  ...own,
});
const ghosts = (own: Partial<Pick<DrawnGhosts, "live" | "running">> = {}) => ({
  live: false,
  running: false,
  ...own,
});

test("a call that took another time says by how much", () => {
  expect(ghostWords(ghosts(), ghost(), 1000)).toBe("dry run: 1 ms, as long");
  expect(ghostWords(ghosts({ live: true }), ghost({ live: true, to_us: 1420 }), 1000)).toBe(
    "live replay: 1.32 ms (+32 %)",
  );
  expect(ghostWords(ghosts(), ghost({ to_us: 600 }), 1000)).toBe("dry run: 500 µs (−50 %)");
  expect(ghostWords(ghosts(), ghost({ to_us: 1101 }), 1000)).toBe("dry run: 1 ms, about as long");
  expect(ghostWords(ghosts(), ghost(), 0)).toBe("dry run: 1 ms");
});

test("one that ended otherwise says how", () => {
  expect(ghostWords(ghosts(), ghost({ error: true, otherwise: true }), 1000)).toContain("ended in an error");
  expect(ghostWords(ghosts(), ghost({ otherwise: true }), 1000)).toContain("without the error");
});

test("what is not there may still come while the replay runs", () => {
  expect(ghostWords(ghosts({ running: true }), null, 10)).toBe("not yet in the dry run");
  expect(ghostWords(ghosts(), null, 10)).toBe("not in the dry run");
  expect(ghostWords(ghosts({ running: true }), ghost({ open: true }), 10)).toBe("dry run: under way");
  expect(ghostWords(ghosts(), ghost({ open: true }), 10)).toBe("dry run: did not end");
});
