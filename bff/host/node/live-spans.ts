import type { OperationLog, Span } from "../../../shared/models/span.ts";
import { groupRows } from "../../../shared/trace/group-rows.ts";
import { pairPoints, spanOf } from "../../../shared/trace/pair-points.ts";
import { rowKey } from "../../../shared/trace/row-key.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LiveSpans } from "../../ports/live-spans.ts";

const keptMs = 15 * 60_000;
const mostSpans = 1000;
/** a span that is logged by its moments is of three rows, usually */
const mostRows = 3 * mostSpans;
/** logs without span ids that say the same all have one key; what ends is looked for among so many before it */
const mostBefore = 50;

interface Kept {
  row: OperationLog;
  key: string;
  at: number;
}

/** Live spans in memory. Rows are kept, and made into spans when somebody asks: most are never asked for. */
export function createLiveSpans(clock: Clock): LiveSpans {
  // a queue whose head moves on; what is before it is dropped now and then
  let rows: Kept[] = [];
  let head = 0;
  const byKey = new Map<string, OperationLog[]>();
  const readers = new Set<(spans: readonly Span[]) => void>();

  function forgetOldest(): void {
    const { row, key } = rows[head]!;
    head += 1;
    const others = byKey.get(key)!;
    if (others.length === 1) byKey.delete(key);
    else others.splice(others.indexOf(row), 1);
  }

  function trim(now: number): void {
    while (rows.length - head > mostRows || (head < rows.length && now - rows[head]!.at > keptMs))
      forgetOldest();
    if (head < mostRows) return;
    rows = rows.slice(head);
    head = 0;
  }

  /** Spans that one of the new rows is of, as they are now. */
  function changed(keys: ReadonlyMap<string, number>, added: readonly OperationLog[]): Span[] {
    const spans: Span[] = [];
    let fresh: ReadonlySet<OperationLog> | null = null;
    for (const [key, count] of keys) {
      const others = byKey.get(key)!;
      // most spans are of one row
      if (others.length === 1) {
        spans.push(spanOf({ base: others[0]!, close: null, between: [] }));
        continue;
      }
      fresh ??= new Set(added);
      for (const group of groupRows(others.slice(-(count + mostBefore)))) {
        const isNew = [group.base, group.close, ...group.between].some((row) => row && fresh!.has(row));
        if (isNew) spans.push(spanOf(group));
      }
    }
    return spans.sort((a, b) => a.start_us - b.start_us || a.id - b.id);
  }

  return {
    add(added) {
      const at = clock.now();
      // of a burst only its end can stay
      const taken = readers.size === 0 ? added.slice(-mostRows) : added;
      const keys = new Map<string, number>();
      for (const row of taken) {
        const key = `${row.trace_id}\n${rowKey(row)}`;
        keys.set(key, (keys.get(key) ?? 0) + 1);
        rows.push({ row, key, at });
        const others = byKey.get(key);
        if (others === undefined) byKey.set(key, [row]);
        else others.push(row);
      }
      if (readers.size > 0) {
        const spans = changed(keys, taken);
        for (const tell of readers) tell(spans);
      }
      trim(at);
    },
    async recent() {
      trim(clock.now());
      const traces = new Map<string, OperationLog[]>();
      const heard = new Map<number, number>();
      rows.slice(head).forEach(({ row }, n) => {
        const others = traces.get(row.trace_id);
        if (others === undefined) traces.set(row.trace_id, [row]);
        else others.push(row);
        heard.set(row.id, n);
      });
      return [...traces.values()]
        .flatMap(pairPoints)
        .sort((a, b) => heard.get(a.id)! - heard.get(b.id)!)
        .slice(-mostSpans);
    },
    subscribe(tell) {
      readers.add(tell);
      return () => {
        readers.delete(tell);
      };
    },
  };
}
