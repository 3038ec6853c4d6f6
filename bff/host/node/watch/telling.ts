import { type Closing, rowsOfGroup, type WatchListener } from "../../../ports/custody.ts";
import { type LoggedEdit, readEdits } from "./edit-log.ts";

/** Hands to a listener what is on record; what it could not take is handed to it again. */
export interface Telling {
  found(edits: readonly LoggedEdit[]): Promise<void>;
  closed(closing: Closing): Promise<void>;
  /** All that the log at `path` holds. Answers the ids that are closed there. */
  ofRecorded(path: string): Promise<string[]>;
  /** What was not taken, once more. */
  again(): Promise<void>;
}

export function createTelling(listener: WatchListener, warn: (message: string) => void): Telling {
  const waiting: Array<() => Promise<void>> = [];

  async function tell(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      const why = error instanceof Error ? error.message : "unknown";
      warn(`an edit that went around is on record, but was not taken: ${why}`);
      waiting.push(what);
    }
  }
  const found = (edits: readonly LoggedEdit[], again: boolean) => {
    const rows = edits.slice(0, rowsOfGroup).map(withoutPlace);
    return tell(() => listener.found(rows, again));
  };
  const closed = (closing: Closing) => tell(() => listener.closed(closing));

  return {
    found: (edits) => found(edits, false),
    closed,
    async ofRecorded(path) {
      const groups = new Map<string, LoggedEdit[]>();
      const closings: Closing[] = [];
      for (const { edit, closing } of readEdits(path)) {
        if (closing) closings.push(closing);
        if (!edit) continue;
        const group = groups.get(edit.group) ?? [];
        if (group.length < rowsOfGroup) group.push(edit);
        groups.set(edit.group, group);
      }
      for (const group of groups.values()) await found(group, true);
      for (const closing of closings) if (!closing.group) await closed(closing);
      return closings.map(({ id }) => id);
    },
    async again() {
      for (const what of waiting.splice(0)) await tell(what);
    },
  };
}

const withoutPlace = ({ log_at: _, after_blob: __, ...edit }: LoggedEdit) => edit;
