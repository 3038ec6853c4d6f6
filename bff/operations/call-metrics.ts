/** Calls by operation and code, and how long they took, for `/metrics`. */
export interface CallMetrics {
  count(operation: string, code: string, ms: number): void;
  /** Prometheus text */
  text(): string;
}

const boundsSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

export function createCallMetrics(): CallMetrics {
  const calls = new Map<string, number>();
  const times = new Map<string, { buckets: number[]; sum: number; count: number }>();
  return {
    count(operation, code, ms) {
      const labels = `operation="${operation}",code="${code}"`;
      calls.set(labels, (calls.get(labels) ?? 0) + 1);
      const seconds = ms / 1000;
      const time = times.get(operation) ?? { buckets: boundsSeconds.map(() => 0), sum: 0, count: 0 };
      boundsSeconds.forEach((bound, n) => {
        if (seconds <= bound) time.buckets[n]! += 1;
      });
      time.sum += seconds;
      time.count += 1;
      times.set(operation, time);
    },
    text() {
      const name = "mission_control_call_seconds";
      return [
        "# HELP mission_control_calls_total Calls answered, by operation and code.",
        "# TYPE mission_control_calls_total counter",
        ...[...calls].map(([labels, n]) => `mission_control_calls_total{${labels}} ${n}`),
        `# HELP ${name} Time to answer a call.`,
        `# TYPE ${name} histogram`,
        ...[...times].flatMap(([operation, { buckets, sum, count }]) => [
          ...buckets.map(
            (n, at) => `${name}_bucket{operation="${operation}",le="${boundsSeconds[at]}"} ${n}`,
          ),
          `${name}_bucket{operation="${operation}",le="+Inf"} ${count}`,
          `${name}_sum{operation="${operation}"} ${sum}`,
          `${name}_count{operation="${operation}"} ${count}`,
        ]),
        "",
      ].join("\n");
    },
  };
}
