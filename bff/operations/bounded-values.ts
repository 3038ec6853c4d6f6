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
  let count = 0;
  // calls itself no deeper than `mostDeep`, and makes no list of what is left: it runs over every input
  const look = (parts: readonly unknown[], depth: number): Refusal | null => {
    if (depth > mostDeep && parts.length > 0) return tooDeep;
    count += parts.length;
    if (count > mostValues) return tooMany;
    for (const part of parts) {
      if (typeof part !== "object" || part === null) continue;
      const refused = look(Array.isArray(part) ? part : Object.values(part), depth + 1);
      if (refused !== null) return refused;
    }
    return null;
  };
  return typeof value === "object" && value !== null
    ? look(Array.isArray(value) ? value : Object.values(value), 1)
    : null;
}

const tooDeep = refuse("INVALID_INPUT", `the input is nested more than ${mostDeep} deep: send it flatter`);
const tooMany = refuse("INVALID_INPUT", `the input holds more than ${mostValues} values: send it in parts`);
