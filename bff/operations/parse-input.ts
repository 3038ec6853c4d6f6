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
  const parsed = operation.input.safeParse(raw ?? {});
  return parsed.success ? ok({ input: parsed.data }) : invalidInput(parsed.error);
}

function invalidInput({ issues }: z.ZodError): Refusal {
  const problems = issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const shown = problems
    .slice(0, 5)
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = problems.length > shown.length ? `; and ${problems.length - shown.length} more` : "";
  return refuse("INVALID_INPUT", shown.join("; ") + more, { problems });
}
