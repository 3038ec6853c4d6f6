/** What one source did in one minute. `avg_ms` null: nothing of it had a length. */
export interface HeatCell {
  minute: string;
  source: string;
  count: number;
  errors: number;
  avg_ms: number | null;
}

export interface HeatRow {
  source: string;
  total: number;
  /** one for each of `minutes`; null where nothing happened */
  cells: (HeatCell | null)[];
}

export interface Heat {
  /** ISO, oldest first, without gaps */
  minutes: string[];
  /** busiest source first */
  rows: HeatRow[];
  /** of all sources, one for each of `minutes` */
  perMinute: number[];
  mostCount: number;
  mostMs: number;
}

const MINUTE = 60_000;

/** The last `count` minutes up to that of `now` (epoch milliseconds), a row for each source. */
export function heatRows(cells: readonly HeatCell[], now: number, count = 60): Heat {
  const last = Math.floor(now / MINUTE);
  const first = last - count + 1;
  const rows = new Map<string, HeatRow>();
  const perMinute = new Array<number>(count).fill(0);
  let mostCount = 0;
  let mostMs = 0;
  for (const cell of cells) {
    const at = Math.floor(Date.parse(cell.minute) / MINUTE) - first;
    if (!(at >= 0 && at < count)) continue;
    let row = rows.get(cell.source);
    if (row === undefined) {
      row = { source: cell.source, total: 0, cells: new Array<HeatCell | null>(count).fill(null) };
      rows.set(cell.source, row);
    }
    row.cells[at] = cell;
    row.total += cell.count;
    perMinute[at]! += cell.count;
    mostCount = Math.max(mostCount, cell.count);
    mostMs = Math.max(mostMs, cell.avg_ms ?? 0);
  }
  return {
    minutes: Array.from({ length: count }, (_, at) => new Date((first + at) * MINUTE).toISOString()),
    rows: [...rows.values()].sort((a, b) => b.total - a.total || (a.source < b.source ? -1 : 1)),
    perMinute,
    mostCount,
    mostMs,
  };
}

/** 0 to 1; a root, since a few busy minutes would leave all others dark. */
export const heatOf = (value: number, most: number): number => (most <= 0 ? 0 : Math.sqrt(value / most));
