import type { Provoked } from "./scenario.ts";

/** What differs from run to run, as something that does not: times, generated ids, ports, processes. No path of a machine stays. */
const fixed: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "2026-01-01T12:00:00.000Z"],
  [/\bp-[a-z0-9]{8}-[0-9a-f]{10}\b/g, "p-mjv00000-0123456789"],
  [/\boob-[a-z0-9]{8}-[0-9a-f]{8}\b/g, "oob-mjv00000-01234567"],
  [/((?:http|ws):\/\/(?:127\.0\.0\.1|localhost)):\d+/g, "$1:8787"],
  [/("pid":)\d+/g, "$14242"],
  [/("retry_after":)\d+/g, "$160"],
];

export function steady({ stage, request, refusal }: Provoked, root: string): Provoked {
  const { results: _results, ...details } = refusal.details ?? {};
  const whole = JSON.stringify({ stage, request, refusal: { ...refusal, details } }).replaceAll(root, ".");
  return JSON.parse(fixed.reduce((text, [pattern, to]) => text.replace(pattern, to), whole)) as Provoked;
}
