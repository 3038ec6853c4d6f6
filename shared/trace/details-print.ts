/**
 * A number of 48 bits that two JSON values share where they are the same; that two which differ share one is one chance
 * in 280 million millions. The order of keys is nothing, `undefined` is as good as absent, depth has no limit.
 */
export function detailsPrint(value: unknown): number {
  const root: Open = { node: value, keys: null, next: 0, low: 0, high: 0, above: null, key: "" };
  let last = printOf(value);
  if (last !== null) return joined(last);
  let open: Open | null = opened(root);
  while (open !== null) {
    const child = nextOf(open);
    if (child === null) {
      const own: Print = { low: scramble(open.low, 4), high: scramble(open.high, 5) };
      last = own;
      open = open.above;
      if (open !== null) take(open, own);
      continue;
    }
    const leaf = printOf(child);
    if (leaf !== null) take(open, leaf);
    else open = opened({ node: child, keys: null, next: 0, low: 0, high: 0, above: open, key: "" });
  }
  return joined(last!);
}

interface Print {
  low: number;
  high: number;
}

/** An object or a list whose entries are being taken. */
interface Open extends Print {
  node: unknown;
  /** null: a list */
  keys: string[] | null;
  /** entry that is taken next */
  next: number;
  /** name of the entry that was taken last */
  key: string;
  above: Open | null;
}

function opened(open: Open): Open {
  const list = Array.isArray(open.node);
  open.keys = list ? null : Object.keys(open.node as object);
  open.low = list ? 0x51ab : 0xc2b2;
  open.high = list ? 0x7f4a : 0x85eb;
  return open;
}

/** The next entry that says something; null: there is none. */
function nextOf(open: Open): unknown {
  if (open.keys === null) {
    const list = open.node as readonly unknown[];
    return open.next < list.length ? (list[open.next++] ?? NOTHING) : null;
  }
  while (open.next < open.keys.length) {
    open.key = open.keys[open.next++]!;
    const value = (open.node as Record<string, unknown>)[open.key];
    if (value !== undefined) return value ?? NOTHING;
  }
  return null;
}

/** Stands for `null` among entries, where null is their end. */
const NOTHING = Symbol("null");

function take(open: Open, { low, high }: Print): void {
  if (open.keys === null) {
    open.low = scramble(open.low, low);
    open.high = scramble(open.high, high);
    return;
  }
  // a sum, so that the order of the keys is nothing
  const key = textPrint(open.key, 7);
  open.low = (open.low + scramble(key.low, low)) >>> 0;
  open.high = (open.high + scramble(key.high, high)) >>> 0;
}

/** Of a plain value; null: it has entries. */
function printOf(value: unknown): Print | null {
  switch (typeof value) {
    case "string":
      return textPrint(value, 1);
    case "number":
    case "bigint":
      return textPrint(String(value), 2);
    case "object":
      return value === null ? textPrint("null", 3) : null;
    default:
      return textPrint(value === NOTHING ? "null" : String(value), 3);
  }
}

function textPrint(text: string, seed: number): Print {
  let low = 0xdeadbeef ^ seed;
  let high = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x5f356495);
    low ^= low >>> 13;
    high ^= high >>> 15;
  }
  return { low: scramble(low, text.length), high: scramble(high, text.length) };
}

function scramble(held: number, more: number): number {
  let mixed = Math.imul(held ^ Math.imul(more + 0x9e37, 0x85ebca6b), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

const joined = ({ low, high }: Print): number => (high & 0xffff) * 2 ** 32 + low;
