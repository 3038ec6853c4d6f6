/** The rows right below a row, -1 for the roots, ascending; a view of one array, not to be written to. */
export type RowChildren = (row: number) => Int32Array;

const none = new Int32Array(0);

/** Works that out once, O(n), for every row. `parent` is -1 for a root. */
export function rowChildren(parent: ArrayLike<number>): RowChildren {
  const begin = new Int32Array(parent.length + 2);
  for (let row = 0; row < parent.length; row++) begin[parent[row]! + 2]! += 1;
  for (let at = 1; at < begin.length; at++) begin[at]! += begin[at - 1]!;
  const listed = new Int32Array(parent.length);
  const next = begin.slice();
  for (let row = 0; row < parent.length; row++) {
    const list = parent[row]! + 1;
    listed[next[list]!] = row;
    next[list]! += 1;
  }
  return (row) => {
    const [from, to] = [begin[row + 1]!, begin[row + 2]!];
    // most rows are leaves, and a view of nothing costs as much as one of something
    return from === to ? none : listed.subarray(from, to);
  };
}
