/** The `q`-quantile (0 to 1) of the values, the nearest of them from below. NaN where there are none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How far the runs lie apart, for the table: "3.1 to 4.0 ms (5 runs)". */
export function spread(values: readonly number[], unit = "", digits = 1): string {
  if (values.length === 1) return "1 run";
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${least.toFixed(digits)} to ${most.toFixed(digits)}${unit && ` ${unit}`} (${values.length} runs)`;
}

/** 1234567 as "1.23 M", 45678 as "45.7 k". */
export function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(1)} k`;
  return value.toFixed(0);
}
