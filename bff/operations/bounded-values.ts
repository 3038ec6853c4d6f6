import { type Refusal, refuse } from "../../shared/result.ts";

/** The largest batch that is taken holds a thousand patches of some twenty values each. */
export const mostValues = 100_000;
/** What the contracts nest goes six deep; free text of other programs (`meta`) somewhat deeper. */
export const mostDeep = 64;

/**
 * Why a value is not looked at any further: nested so deep that who walks it runs out of stack, or of so many parts
 * that checking each holds up everybody else (30 MB of `1,` took over a minute). Null where it is neither.
 */
export function outOfBounds(value: unknown): Refusal | null {
  let level: unknown[] = [value];
  let count = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostDeep)
      return refuse("INVALID_INPUT", `the input is nested more than ${mostDeep} deep: send it flatter`);
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== "object" || one === null) continue;
      const parts = Array.isArray(one) ? one : Object.values(one);
      count += parts.length;
      if (count > mostValues)
        return refuse("INVALID_INPUT", `the input holds more than ${mostValues} values: send it in parts`);
      for (const part of parts) next.push(part);
    }
    level = next;
  }
  return null;
}
