const units = [
  { from: 1e6, of: 1e6, name: "s" },
  { from: 1e3, of: 1e3, name: "ms" },
  { from: 0, of: 1, name: "µs" },
] as const;

/**
 * Microseconds for a reader: `0`, `850 µs`, `118.4 ms`, `2.8 s`, `3 min 05 s`, `2 h 05 min`, `3 d 4 h`. With `step`,
 * it has as many digits as tell two ticks so far apart from each other; without, one or two after the point.
 */
export function durationText(us: number, step?: number): string {
  if (us < 0) return `-${durationText(-us, step)}`;
  if (us === 0) return step === undefined ? "0 µs" : "0";
  if (us >= 59.9995e6) return longText(us, step);
  const { of, name } = units.find(({ from }) => us >= from * 0.99995)!;
  const digits =
    step === undefined
      ? of === 1
        ? 0
        : us / of < 10
          ? 2
          : 1
      : Math.max(0, -Math.floor(Math.log10(step / of) + 1e-9));
  const text = (us / of).toFixed(Math.min(9, digits));
  return `${step === undefined && digits > 0 ? text.replace(/\.?0+$/, "") : text} ${name}`;
}

/** A minute and more: the two largest units, or as many as a step needs. */
function longText(us: number, step = Number.POSITIVE_INFINITY): string {
  const fraction = step < 1e6 ? Math.min(9, -Math.floor(Math.log10(step / 1e6) + 1e-9)) : 0;
  const seconds = fraction > 0 ? us / 1e6 : Math.round(us / 1e6);
  const [d, h, m] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const s = (seconds % 60).toFixed(fraction).padStart(fraction > 0 ? fraction + 3 : 2, "0");
  const minutes = String(m).padStart(2, "0");
  if (step < 60e6) return d + h > 0 ? `${d * 24 + h} h ${minutes} min ${s} s` : `${m} min ${s} s`;
  if (d > 0) return step < 3600e6 ? `${d} d ${h} h ${minutes} min` : `${d} d ${h} h`;
  if (h > 0) return `${h} h ${minutes} min`;
  return `${m} min ${s} s`;
}
