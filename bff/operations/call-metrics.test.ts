import { expect, test } from "vitest";
import { createCallMetrics } from "./call-metrics.ts";

test("calls are counted by operation and code, and each under every bound that it kept", () => {
  const metrics = createCallMetrics();
  for (const ms of [0.4, 1, 7, 6000]) metrics.count("logs.record", "OK", ms);
  metrics.count("logs.record", "RATE_LIMITED", 2);
  metrics.count("system.healthz", "OK", 0.1);
  const lines = metrics.text().split("\n");
  expect(lines.filter((line) => line.startsWith("mission_control_calls_total"))).toEqual([
    'mission_control_calls_total{operation="logs.record",code="OK"} 4',
    'mission_control_calls_total{operation="logs.record",code="RATE_LIMITED"} 1',
    'mission_control_calls_total{operation="system.healthz",code="OK"} 1',
  ]);
  const ofLogs = lines.filter((line) => line.includes('seconds_bucket{operation="logs.record"'));
  expect(ofLogs.map((line) => line.replace(/.*le="(.*)"} /, "$1: "))).toEqual([
    "0.001: 2",
    "0.005: 3",
    "0.01: 4",
    "0.05: 4",
    "0.1: 4",
    "0.5: 4",
    "1: 4",
    "5: 4",
    "+Inf: 5",
  ]);
  expect(lines).toContain('mission_control_call_seconds_count{operation="logs.record"} 5');
});
