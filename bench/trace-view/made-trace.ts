import type { LogEvent } from "../../shared/models/log-event.ts";

/** A trace of so many spans: 24 sources, 200 operations, a tree some thirty deep, one in a hundred failed. */
export function madeTrace(traceId: string, count: number, startUs: number): LogEvent[] {
  let seed = 7;
  const chance = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const stages = ["request_received", "processing", "outbound_call", "response_sent"];
  const id = (n: number) => (n + 1).toString(16).padStart(16, "0");
  return Array.from({ length: count }, (_, n) => ({
    trace_id: traceId,
    span_id: id(n),
    parent_span_id: n === 0 ? null : id(Math.max(0, Math.floor(n - 1 - chance() * Math.min(n, 30)))),
    source: `service-${n % 24}`,
    stage: stages[n % 4]!,
    operation: `operation ${n % 200}`,
    start_us: startUs + n * 100,
    duration_ms: n === 0 ? count / 10 : 0.05 + chance() * 20,
    status: chance() < 0.01 ? "error" : "ok",
    details: { n },
  }));
}
