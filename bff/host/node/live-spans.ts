import type { OperationLog, Span } from "../../../shared/models/span.ts";
import { groupRows } from "../../../shared/trace/group-rows.ts";
import { spanOf } from "../../../shared/trace/pair-points.ts";
import type { RowGroup } from "../../../shared/trace/row-group.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LiveRow, LiveSpans, ToldSpan } from "../../ports/live-spans.ts";
import { createLiveKeys, keyOf } from "./live-keys.ts";

const keptMs = 15 * 60_000;
const mostSpans = 1000;
/** a span that is logged by its moments is of three rows, usually */
const mostRows = 3 * mostSpans;
/** logs without span ids that say the same all have one key; what ends is looked for among so many before it */
const mostBefore = 50;

interface Kept {
  row: LiveRow;
  at: number;
}

/**
 * Live spans in memory. Rows are kept as they are stored, and made into spans when somebody asks: most are never asked
 * for.
 */
export function createLiveSpans(clock: Clock): LiveSpans {
  // a queue whose head moves on; what is before it is dropped now and then
  let rows: Kept[] = [];
  let head = 0;
  const keys = createLiveKeys();
  const readers = new Set<(spans: readonly ToldSpan[]) => void>();

  function trim(now: number): void {
    // where every row is a span by itself, there are as many to keep as are shown
    const most = keys.anyTogether() ? mostRows : mostSpans;
    while (rows.length - head > most || (head < rows.length && now - rows[head]!.at > keptMs)) {
      keys.forget(rows[head]!.row);
      head += 1;
    }
    if (head < mostRows) return;
    rows = rows.slice(head);
    head = 0;
  }

  /** Spans that one of the new rows is of, as they are now. */
  function changed(added: readonly LiveRow[]): ToldSpan[] {
    const counts = new Map<string, number>();
    for (const { log } of added) {
      const key = keyOf(log);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const fresh = new Set(added.map(({ log }) => log.id));
    const spans: ToldSpan[] = [];
    for (const [key, count] of counts) {
      const others = keys.of(key);
      // most spans are of one row
      if (others.length === 1) spans.push(alone(others[0]!));
      else
        for (const group of groupRows(others.slice(-(count + mostBefore)).map(whole)))
          if ([group.base, group.close, ...group.between].some((row) => row && fresh.has(row.id)))
            spans.push(together(group));
    }
    return spans;
  }

  return {
    add(added) {
      const at = clock.now();
      // of a burst only its end can stay
      const taken = readers.size === 0 ? added.slice(-mostRows) : added;
      for (const row of taken) rows.push({ row, at });
      const kept = rows.length - taken.length;
      keys.add(taken, () => rows.slice(head, kept).map(({ row }) => row));
      if (readers.size > 0) {
        const spans = keys.anyTogether() ? changed(taken) : taken.map(alone);
        spans.sort((a, b) => a.span.start_us - b.span.start_us || a.span.id - b.span.id);
        for (const tell of readers) tell(spans);
      }
      trim(at);
    },
    async recent() {
      trim(clock.now());
      const traces = new Map<string, OperationLog[]>();
      const byId = new Map<number, LiveRow>();
      for (const { row } of rows.slice(head)) {
        const bare = { ...row.log, details: noDetails };
        const others = traces.get(bare.trace_id);
        if (others === undefined) traces.set(bare.trace_id, [bare]);
        else others.push(bare);
        byId.set(bare.id, row);
      }
      const withDetails = ({ id }: OperationLog): OperationLog => whole(byId.get(id)!);
      // the details of those that are not shown are not read
      return [...traces.values()]
        .flatMap(groupRows)
        .map((group) => ({ group, first: firstId(group) }))
        .sort((a, b) => a.first - b.first)
        .slice(-mostSpans)
        .map(({ group: { base, close, between } }) =>
          spanOf({
            base: withDetails(base),
            close: close && withDetails(close),
            between: between.map(withDetails),
          }),
        );
    },
    subscribe(tell) {
      readers.add(tell);
      return () => {
        readers.delete(tell);
      };
    },
  };
}

const whole = ({ log, text }: LiveRow): OperationLog => ({
  ...log,
  details: JSON.parse(text) as OperationLog["details"],
});

const noDetails = {};

function firstId({ base, close, between }: RowGroup): number {
  let first = close === null ? base.id : Math.min(base.id, close.id);
  for (const { id } of between) if (id < first) first = id;
  return first;
}

/** The span of a row that belongs to no other; its details are read only where they may hold events, which are not of them. */
function alone(row: LiveRow): ToldSpan {
  if (row.text.includes('"events"')) return together({ base: whole(row), close: null, between: [] });
  const base = { ...row.log, details: noDetails };
  return { span: spanOf({ base, close: null, between: [] }), details: row.text };
}

function together(group: RowGroup): ToldSpan {
  const { details, ...span }: Span = spanOf(group);
  return { span, details: JSON.stringify(details) };
}
