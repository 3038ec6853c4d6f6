import fc from "fast-check";
import { expect, test } from "vitest";
import { isLogEvent } from "./is-log-event.ts";
import { LogEvent } from "./log-event.ts";

const least = { source: "factory", stage: "processing", operation: "build" };

const edges = (most: number) =>
  fc.constantFrom(
    "",
    "é",
    ".",
    "..",
    "live",
    "replays",
    "a".repeat(most),
    "a".repeat(most + 1),
    "\u{1f600}".repeat(most),
  );
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom("2026-02-30T00:00:00Z", "2026-11-21T04:00:00+02:00", "2026-11-21", "9999-12-31T00:00:00Z"),
);
const end = Date.UTC(2250, 0, 1) * 1000;
const numbers = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(-0, 0.5, 1e10, -1e10, 1e10 + 1, end, end - 1),
);
const names = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString"));
const details = fc.oneof(
  fc.dictionary(names, fc.jsonValue()),
  fc.constantFrom(new Date(0), new Map(), [], null, JSON.parse('{"__proto__": 1}') as object),
);
/** what one of the fields of an event might be, right or wrong */
const values = fc.oneof(
  ...[100, 200, 2000].map(edges),
  time,
  numbers,
  details,
  fc.constantFrom(null, undefined, true, "ok", "error"),
);
const fields = fc.constantFrom(...Object.keys(LogEvent.shape));
/** mostly events, with one or two fields that may be wrong */
const nearly = fc
  .array(fc.tuple(fc.oneof({ weight: 9, arbitrary: fields }, { weight: 1, arbitrary: names }), values), {
    maxLength: 2,
  })
  .map((changes) => ({ ...least, ...Object.fromEntries(changes) }) as unknown);

test("what is told at a glance to be an event, the schema takes and leaves as it is; and the other way round", () => {
  let told = 0;
  fc.assert(
    fc.property(
      fc.oneof({ weight: 9, arbitrary: nearly }, { weight: 1, arbitrary: fc.jsonValue() }),
      (value) => {
        const parsed = LogEvent.safeParse(value);
        if (isLogEvent(value)) {
          told += 1;
          expect(parsed.data).toEqual(value);
        } else expect(parsed.success && isLeft(parsed.data, value)).toBe(false);
      },
    ),
    { numRuns: 3000 },
  );
  expect(told).toBeGreaterThan(500);
});

test("what the schema would leave out is left to it", () => {
  expect(isLogEvent(least)).toBe(true);
  expect(isLogEvent({ ...least, more: 1 })).toBe(false);
  expect(isLogEvent(JSON.parse('{"source":"a","stage":"b","operation":"c","__proto__":{"status":7}}'))).toBe(
    false,
  );
  expect(isLogEvent(Object.create({ ...least, status: "no" }))).toBe(false);
});

/** The schema left every name in, and counts no text shorter than it is (it takes a pair of surrogates for one). */
function isLeft(parsed: LogEvent, value: unknown): boolean {
  const namesOf = ({ details, ...rest }: LogEvent): string =>
    JSON.stringify([Object.keys(rest).sort(), Reflect.ownKeys(details ?? {}).sort()]);
  return (
    namesOf(parsed) === namesOf(value as LogEvent) &&
    !/\p{Surrogate}|[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(value))
  );
}
