/** Calls by operation and code, and how long they took, for `/metrics`. */
export interface CallMetrics {
  count(operation: string, code: string, ms: number): void;
  /** Prometheus text */
  text(): string;
}

/** of one operation */
interface Counted {
  codes: Map<string, number>;
  /** calls of at most so long */
  buckets: number[];
  /** seconds */
  sum: number;
  count: number;
}

const boundsSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

export function createCallMetrics(): CallMetrics {
  const counted = new Map<string, Counted>();
  return {
    count(operation, code, ms) {
      let calls = counted.get(operation);
      if (calls === undefined) {
        calls = { codes: new Map(), buckets: boundsSeconds.map(() => 0), sum: 0, count: 0 };
        counted.set(operation, calls);
      }
      calls.codes.set(code, (calls.codes.get(code) ?? 0) + 1);
      const seconds = ms / 1000;
      // from the longest down: most calls are shorter than any
      for (let n = boundsSeconds.length - 1; n >= 0 && seconds <= boundsSeconds[n]!; n -= 1)
        calls.buckets[n]! += 1;
      calls.sum += seconds;
      calls.count += 1;
    },
    text() {
      const name = "mission_control_call_seconds";
      return [
        "# HELP mission_control_calls_total Calls answered, by operation and code.",
        "# TYPE mission_control_calls_total counter",
        ...[...counted].flatMap(([operation, { codes }]) =>
          [...codes].map(
            ([code, n]) => `mission_control_calls_total{operation="${operation}",code="${code}"} ${n}`,
          ),
        ),
        `# HELP ${name} Time to answer a call.`,
        `# TYPE ${name} histogram`,
        ...[...counted].flatMap(([operation, { buckets, sum, count }]) => [
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
