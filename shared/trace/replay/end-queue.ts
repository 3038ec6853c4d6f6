/** What ends later, the earliest first; of several that end together, the one that was put in first. */
export interface EndQueue<T> {
  put(endUs: number, value: T): void;
  /** Takes the next one off where it ends by then. */
  takeBy(us: number): T | undefined;
}

/** A binary heap: O(log n) a step, however many are under way at once. */
export function endQueue<T>(): EndQueue<T> {
  const heap: { endUs: number; order: number; value: T }[] = [];
  let count = 0;
  const before = (a: number, b: number): boolean =>
    heap[a]!.endUs < heap[b]!.endUs || (heap[a]!.endUs === heap[b]!.endUs && heap[a]!.order < heap[b]!.order);
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    put(endUs, value) {
      let at = heap.push({ endUs, order: count++, value }) - 1;
      for (let above = (at - 1) >> 1; at > 0 && before(at, above); above = (at - 1) >> 1) {
        swap(at, above);
        at = above;
      }
    },
    takeBy(us) {
      const first = heap[0];
      if (first === undefined || first.endUs > us) return undefined;
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
      for (let at = 0; ; ) {
        let least = at;
        for (const below of [2 * at + 1, 2 * at + 2])
          if (below < heap.length && before(below, least)) least = below;
        if (least === at) return first.value;
        swap(at, least);
        at = least;
      }
    },
  };
}
