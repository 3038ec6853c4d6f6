import type { EventLog, LoggedEvent } from "../../../ports/hub.ts";

/** A log whose past can be trimmed, for tests of what reads it. */
export interface LogInMemory extends EventLog {
  append(count: number): LoggedEvent[];
  /** Forgets all but the newest `kept`. */
  trim(kept: number): void;
  all(): readonly LoggedEvent[];
}

export function createLogInMemory(
  payload: (seq: number) => Record<string, unknown> = () => ({}),
): LogInMemory {
  let events: LoggedEvent[] = [];
  let head = 0;
  return {
    append(count) {
      const added = Array.from({ length: count }, () => {
        head += 1;
        return { seq: head, type: "server_log", payload: payload(head), ts: "2026-01-01T00:00:00.000Z" };
      });
      events.push(...added);
      return added;
    },
    trim(kept) {
      events = kept === 0 ? [] : events.slice(-kept);
    },
    all: () => events,
    head: async () => head,
    oldest: async () => events[0]?.seq ?? head + 1,
    read: async (after, limit) => events.filter((event) => event.seq > after).slice(0, limit),
  };
}
