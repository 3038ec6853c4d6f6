import type { z } from "zod";
import type { Operation } from "../../shared/operation.ts";
import { ok, type Refusal, type Result, refuse } from "../../shared/result.ts";
import { preparers } from "./prepare.ts";

/** Everything that is wrong with an input at once, each with its path: `patches[0].start`. */
export function parseInput(operation: Operation, raw: unknown): Result<{ input: unknown }> {
  const prepare = preparers[operation.name];
  if (prepare !== undefined) return prepare(raw);
  const parsed = operation.input.safeParse(raw ?? {});
  return parsed.success ? ok({ input: parsed.data }) : invalidInput(parsed.error);
}

function invalidInput({ issues }: z.ZodError): Refusal {
  const problems = issues.map(({ path, message }) => ({ path: pathOf(path), message }));
  const shown = problems
    .slice(0, 5)
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = problems.length > shown.length ? `; and ${problems.length - shown.length} more` : "";
  return refuse("INVALID_INPUT", shown.join("; ") + more, { problems });
}

export const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key, n) => (typeof key === "number" ? `[${key}]` : n === 0 ? String(key) : `.${String(key)}`))
    .join("");
