/** One place where two details differ. `path`: keys and indexes from the outside in. */
export interface DetailChange {
  path: (string | number)[];
  kind: "added" | "removed" | "changed";
  before?: unknown;
  after?: unknown;
}

/** Where two JSON values differ, in the order of the first; at most `most`. Any depth; the order of keys is nothing. */
export function detailChanges(before: unknown, after: unknown, most = 200): DetailChange[] {
  const found: DetailChange[] = [];
  // paths are linked upwards and spelled out only where a difference is found
  const stack: Pending[] = [{ a: before, b: after, key: "", above: null }];
  while (stack.length > 0 && found.length < most) {
    const pending = stack.pop()!;
    const { a, b } = pending;
    if (a === b) continue;
    if (a === undefined) found.push({ path: pathOf(pending), kind: "added", after: b });
    else if (b === undefined) found.push({ path: pathOf(pending), kind: "removed", before: a });
    else if (isTree(a) && isTree(b) && Array.isArray(a) === Array.isArray(b)) {
      for (const key of keysOf(a, b).reverse())
        stack.push({ a: at(a, key), b: at(b, key), key, above: pending });
    } else found.push({ path: pathOf(pending), kind: "changed", before: a, after: b });
  }
  return found;
}

export const sameDetails = (a: unknown, b: unknown): boolean => detailChanges(a, b, 1).length === 0;

interface Pending {
  a: unknown;
  b: unknown;
  key: string | number;
  above: Pending | null;
}

type Tree = readonly unknown[] | Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

const at = (tree: Tree, key: string | number): unknown =>
  Object.hasOwn(tree, key) ? (tree as Record<string | number, unknown>)[key] : undefined;

function keysOf(a: Tree, b: Tree): (string | number)[] {
  if (Array.isArray(a) && Array.isArray(b))
    return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index);
  return [...Object.keys(a), ...Object.keys(b).filter((key) => !Object.hasOwn(a, key))];
}

function pathOf(pending: Pending): (string | number)[] {
  const path: (string | number)[] = [];
  for (let one = pending; one.above !== null; one = one.above) path.push(one.key);
  return path.reverse();
}
