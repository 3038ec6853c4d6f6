import type { z } from "zod";
import type { Operation } from "../../shared/operation.ts";
import { ok, type Refusal, type Result, refuse } from "../../shared/result.ts";
import { outOfBounds } from "./bounded-values.ts";
import { narrowers } from "./narrow.ts";
import { preparers } from "./prepare.ts";

/** The input as its service takes it, or everything that is wrong with it at once, each with its path. */
export function parseInput(operation: Operation, raw: unknown): Result<{ input: unknown }> {
  const unbounded = outOfBounds(raw);
  if (unbounded !== null) return unbounded;
  const prepare = preparers[operation.name];
  if (prepare !== undefined) return prepare(raw);
  const narrowed = narrowers[operation.name]?.(raw) ?? null;
  if (narrowed !== null) return ok({ input: narrowed });
  const parsed = operation.input.safeParse(raw ?? {}, { error: inWords });
  if (parsed.success) return ok({ input: parsed.data });
  const unsent = operation.body === "array" ? namesOfItems(raw) : 0;
  return invalidInput(parsed.error, unsent);
}

/** What the schema's library says in terms of JavaScript; null where its words will do. */
const inWords: z.core.$ZodErrorMap = ({ code, input }) => {
  if (code !== "invalid_type") return null;
  if (input === undefined) return "is missing";
  return Number.isNaN(input) ? "has to be a number" : null;
};

/** How many names of a path lead to what was sent: `items` is ours, and `items.0` where one was sent by itself. */
function namesOfItems(raw: unknown): number {
  const sent = typeof raw === "object" && raw !== null && "items" in raw ? raw.items : raw;
  return Array.isArray(sent) ? 1 : 2;
}

function invalidInput({ issues }: z.ZodError, unsent: number): Refusal {
  const problems = issues.map(({ path, message }) => ({ path: path.slice(unsent).join("."), message }));
  const shown = problems
    .slice(0, 5)
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = problems.length > shown.length ? `; and ${problems.length - shown.length} more` : "";
  return refuse("INVALID_INPUT", shown.join("; ") + more, { problems });
}
