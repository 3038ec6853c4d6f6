/** A line without axes: how something went. The highest value touches the top; all zero is a line at the bottom. */
export function Sparkline({
  values,
  width,
  height,
  color = "var(--accent)",
}: {
  values: readonly number[];
  width: number;
  height: number;
  color?: string;
}) {
  return (
    <svg aria-hidden width={width} height={height} className="shrink-0 overflow-visible">
      <polyline
        points={sparkPoints(values, width, height)}
        fill="none"
        stroke={color}
        strokeWidth={height < 18 ? 1.25 : 1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Points of the line as SVG writes them, two pixels from top and bottom; nothing where there is no value. */
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  const step = width / Math.max(1, values.length - 1);
  return values
    .map(
      (value, at) =>
        `${(at * step).toFixed(1)},${(height - 2 - (most > 0 ? value / most : 0) * (height - 4)).toFixed(1)}`,
    )
    .join(" ");
}
