/** When a call began and ended in the original. Any unit; `Infinity`: it did not end. */
export interface CallTime {
  start_us: number;
  end_us: number;
}

/** In which order calls are made again. */
export interface CallOrder {
  /** Calls that may begin now, by start; each is answered once. */
  ready(): number[];
  ended(call: number): void;
}

/**
 * A call begins when all calls that had ended before it began have ended this time too; those that overlapped do not wait
 * for each other. One that began in the very moment in which another ended comes after it, and of several that began and
 * ended in one moment each comes after the one before.
 *
 * The calls that a call waits for are those that ended first: as many, in the order of their ends, as had ended when it
 * began. So one mark in that order says who may begin, and a call costs O(log n).
 */
export function callOrder(calls: readonly CallTime[]): CallOrder {
  const at = (call: number): CallTime => calls[call]!;
  const byStart = [...calls.keys()].sort(
    (a, b) => at(a).start_us - at(b).start_us || compareEnds(at(a).end_us, at(b).end_us) || a - b,
  );
  const byEnd = [...calls.keys()].sort(
    (a, b) => compareEnds(at(a).end_us, at(b).end_us) || at(a).start_us - at(b).start_us || a - b,
  );
  const isOver = new Uint8Array(calls.length);
  /** place in `byStart` of the next call to begin; how many of `byEnd`, from the first on, are over */
  let next = 0;
  let over = 0;
  /** how many of `byEnd` the next call waits for */
  let needed = 0;

  function countNeeded(): void {
    const call = byStart[next]!;
    const { start_us, end_us } = at(call);
    while (needed < byEnd.length && at(byEnd[needed]!).end_us <= start_us) {
      // one without a length waits for those before it in its moment, not for itself and those after it
      if (end_us === start_us && byEnd[needed] === call) break;
      needed += 1;
    }
  }

  return {
    ready() {
      const found: number[] = [];
      for (; next < byStart.length; next += 1) {
        countNeeded();
        if (needed > over) break;
        found.push(byStart[next]!);
      }
      return found;
    },
    ended(call) {
      isOver[call] = 1;
      while (over < byEnd.length && isOver[byEnd[over]!] === 1) over += 1;
    },
  };
}

/** Both may be infinite, and their difference then is no number. */
const compareEnds = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
