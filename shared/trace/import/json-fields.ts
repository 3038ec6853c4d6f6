/** Fields of a file that somebody else wrote: what they should be, or nothing, never a throw. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Those of a list that have fields. */
export const recordsOf = (value: unknown): readonly Fields[] =>
  listOf(value)
    .map(fieldsOf)
    .filter((one) => one !== null);

/** Text, also of a number; "" for all else. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** A whole number, also where it is written as text, as 64-bit ones are; null for all else. */
export function wholeOf(value: unknown): number | null {
  const number = typeof value === "string" && /^-?\d{1,20}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  const whole = Math.floor(number);
  return Number.isSafeInteger(whole) ? whole : null;
}

/** Latest moment that is taken, microseconds: the year 2255, where whole numbers and dates are still exact. */
const latest = 9e15;

/** A moment in microseconds since the epoch. 0 is what senders write that have none: null, as anything odd. */
export function momentOf(value: unknown): number | null {
  const whole = wholeOf(value);
  return whole !== null && whole > 0 && whole <= latest ? whole : null;
}

/** A length in microseconds; null where there is none, or one longer than time is counted here. */
export function lengthOf(value: unknown): number | null {
  const whole = wholeOf(value);
  return whole !== null && Math.abs(whole) <= latest ? whole : null;
}

/** Microseconds of nanoseconds, without their last three digits; text keeps all of them. */
export function momentOfNano(value: unknown): number | null {
  if (typeof value === "string" && /^\d{1,20}$/.test(value)) return momentOf(value.slice(0, -3));
  return typeof value === "number" ? momentOf(value / 1000) : null;
}

/** Sets an attribute. One that is there twice has both values, one named `__proto__` is one like the others. */
export function addAttribute(to: Record<string, unknown>, key: string, value: unknown): void {
  const before = Object.hasOwn(to, key) ? to[key] : undefined;
  const all =
    before === undefined || before === value
      ? value
      : [...(Array.isArray(before) ? before : [before]), value];
  if (key === "__proto__")
    Object.defineProperty(to, key, { value: all, enumerable: true, writable: true, configurable: true });
  else to[key] = all;
}
