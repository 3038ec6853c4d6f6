import { decodeBytes } from "./encoding.ts";
import type { LineEdit } from "./line-edit.ts";

/** Beyond this many differing lines the search for the smallest diff is given up for a plain "these became those". */
const maxDistance = 1000;

/**
 * The smallest list of line edits from `oldBytes` to `newBytes` (Myers, "An O(ND) Difference Algorithm", 1986),
 * after common lines at both ends are set aside. Lines are equal only byte for byte, ending included.
 */
export function diffLines(
  oldBytes: Uint8Array,
  oldStarts: readonly number[],
  newBytes: Uint8Array,
  newStarts: readonly number[],
): LineEdit[] {
  const ids = new Map<string, number>();
  const a = lineIds(oldBytes, oldStarts, ids);
  const b = lineIds(newBytes, newStarts, ids);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  const n = a.length - head - tail;
  const m = b.length - head - tail;
  if (n === 0 && m === 0) return [];
  const whole = [{ oldAt: head, removed: n, newAt: head, added: m }];
  if (n === 0 || m === 0) return whole;
  return shortestEdits(a.slice(head, head + n), b.slice(head, head + m), head) ?? whole;
}

/** Lines as small numbers, equal lines the same one. */
function lineIds(bytes: Uint8Array, starts: readonly number[], ids: Map<string, number>): number[] {
  return starts.map((start, line) => {
    const key = decodeBytes(bytes.subarray(start, starts[line + 1] ?? bytes.length), "latin-1");
    let id = ids.get(key);
    if (id === undefined) {
      id = ids.size;
      ids.set(key, id);
    }
    return id;
  });
}

function shortestEdits(a: readonly number[], b: readonly number[], offset: number): LineEdit[] | null {
  const n = a.length;
  const m = b.length;
  const limit = Math.min(n + m, maxDistance);
  const middle = limit + 1;
  const reach = new Int32Array(2 * limit + 3);
  // one row of `reach` for each distance, only as wide as that distance can differ
  const rows: Int32Array[] = [];
  for (let d = 0; d <= limit; d++) {
    rows.push(reach.slice(middle - d - 1, middle + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[middle + k - 1]! < reach[middle + k + 1]!);
      let x = down ? reach[middle + k + 1]! : reach[middle + k - 1]! + 1;
      let y = x - k;
      while (x < n && y < m && a[x] === b[y]) {
        x++;
        y++;
      }
      reach[middle + k] = x;
      if (x >= n && y >= m) return walkBack(rows, n, m, offset);
    }
  }
  return null;
}

function walkBack(rows: readonly Int32Array[], n: number, m: number, offset: number): LineEdit[] {
  const edits: LineEdit[] = [];
  let x = n;
  let y = m;
  for (let d = rows.length - 1; d > 0; d--) {
    const row = rows[d]!;
    // row d holds the diagonals -d-1 .. d+1, as they were after distance d-1
    const at = (k: number) => row[k + d + 1]!;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = at(previousK);
    const previousY = previousX - previousK;
    const editX = previousX;
    const editY = previousY;
    const last = edits.at(-1);
    const touches =
      last &&
      last.oldAt === offset + editX + (down ? 0 : 1) &&
      last.newAt === offset + editY + (down ? 1 : 0);
    if (touches) {
      last.oldAt = offset + editX;
      last.newAt = offset + editY;
      if (down) last.added++;
      else last.removed++;
    } else
      edits.push({
        oldAt: offset + editX,
        removed: down ? 0 : 1,
        newAt: offset + editY,
        added: down ? 1 : 0,
      });
    x = previousX;
    y = previousY;
  }
  return edits.reverse();
}
