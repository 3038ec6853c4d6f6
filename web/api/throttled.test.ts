import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { delayed, throttled } from "./throttled.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("many calls become one at once and one at the end", () => {
  const run = vi.fn();
  const request = throttled(1000, run);
  request();
  vi.advanceTimersByTime(0);
  expect(run).toHaveBeenCalledTimes(1);
  for (let at = 0; at < 900; at += 100) {
    request();
    vi.advanceTimersByTime(100);
  }
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(2);
});

test("a pause that may change is asked for at each call", () => {
  const run = vi.fn();
  let pause = 1000;
  const request = throttled(() => pause, run);
  request();
  vi.advanceTimersByTime(0);
  pause = 3000;
  request();
  vi.advanceTimersByTime(2900);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(2);
});

test("a run that waits can be called off", () => {
  const run = vi.fn();
  const request = throttled(1000, run);
  request();
  request.cancel();
  vi.advanceTimersByTime(5000);
  expect(run).not.toHaveBeenCalled();
});

test("what is delayed runs once, so long after the first of several calls, and again after a later one", () => {
  const run = vi.fn();
  const request = delayed(700, run);
  request();
  vi.advanceTimersByTime(600);
  request();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(1);
  request();
  vi.advanceTimersByTime(700);
  expect(run).toHaveBeenCalledTimes(2);
  request();
  request.cancel();
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(2);
});
