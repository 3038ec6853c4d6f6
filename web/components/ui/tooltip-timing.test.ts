import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hideTooltip, hideTooltipSoon, openTooltip, showTooltipSoon } from "./tooltip-timing.ts";

const open = () => openTooltip.getState().id;

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
});
afterEach(() => {
  vi.advanceTimersByTime(10_000);
  if (open() !== null) hideTooltip(open()!);
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
});

test("opens once the pointer has rested, not for one that passes by", () => {
  showTooltipSoon("a");
  vi.advanceTimersByTime(300);
  hideTooltipSoon("a");
  vi.advanceTimersByTime(5000);
  expect(open()).toBeNull();
  showTooltipSoon("a");
  vi.advanceTimersByTime(400);
  expect(open()).toBe("a");
});

test("the next one opens at once, and one is open at a time", () => {
  showTooltipSoon("a");
  vi.advanceTimersByTime(400);
  hideTooltipSoon("a");
  showTooltipSoon("b");
  expect(open()).toBe("b");
});

test("the pointer may cross over into the tooltip", () => {
  showTooltipSoon("a");
  vi.advanceTimersByTime(400);
  hideTooltipSoon("a");
  vi.advanceTimersByTime(50);
  showTooltipSoon("a");
  vi.advanceTimersByTime(5000);
  expect(open()).toBe("a");
});

test("one that is not open closes no other", () => {
  showTooltipSoon("a");
  vi.advanceTimersByTime(400);
  hideTooltip("b");
  expect(open()).toBe("a");
});
