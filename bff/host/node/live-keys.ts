import { rowKey } from "../../../shared/trace/row-key.ts";
import type { LiveRow, LogHead } from "../../ports/live-spans.ts";

/** Which of the live rows may be parts of one span. */
export interface LiveKeys {
  /** `before` answers the rows that came before these and are kept. */
  add(added: readonly LiveRow[], before: () => readonly LiveRow[]): void;
  /** The oldest one is kept no longer. */
  forget(oldest: LiveRow): void;
  /** False: every row is a span by itself, and there is nothing to look up. */
  anyTogether(): boolean;
  /** Rows of one key, in the order in which they came. */
  of(key: string): readonly LiveRow[];
}

export const keyOf = (log: LogHead): string => `${log.trace_id}\n${rowKey(log)}`;

/**
 * A row with a length is a span by itself, unless there is one of a moment that it may belong to. As long as there is none
 * of a moment, as where all are of OpenTelemetry, nothing is kept here: to find a row by its key costs more than all else
 * that is done with it.
 */
export function createLiveKeys(): LiveKeys {
  let byKey: Map<string, LiveRow[]> | null = null;
  /** rows of a moment among those that are kept */
  let moments = 0;

  function put(keys: Map<string, LiveRow[]>, row: LiveRow): void {
    const key = keyOf(row.log);
    const others = keys.get(key);
    if (others === undefined) keys.set(key, [row]);
    else others.push(row);
  }

  return {
    add(added, before) {
      for (const { log } of added) if (isMoment(log)) moments += 1;
      if (moments === 0) return;
      if (byKey === null) {
        byKey = new Map();
        for (const row of before()) put(byKey, row);
      }
      for (const row of added) put(byKey, row);
    },
    forget(oldest) {
      if (isMoment(oldest.log)) moments -= 1;
      if (byKey === null) return;
      if (moments === 0) {
        byKey = null;
        return;
      }
      const key = keyOf(oldest.log);
      const others = byKey.get(key)!;
      if (others.length === 1) byKey.delete(key);
      else others.splice(others.indexOf(oldest), 1);
    },
    anyTogether: () => byKey !== null,
    of: (key) => byKey?.get(key) ?? [],
  };
}

const isMoment = ({ duration_ms }: LogHead): boolean => duration_ms === null;
