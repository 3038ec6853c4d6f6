import type { ErrorCode } from "./errors.ts";

/**
 * An expected failure, as a value. `error` is written for the one who reads it, often an agent:
 * what is wrong, where, and what to send instead. `details` holds the same facts for a program.
 */
export interface Refusal {
  ok: false;
  code: ErrorCode;
  error: string;
  details?: Record<string, unknown>;
}

/** What every service answers: its own fields and `ok: true`, or a refusal. Broken invariants throw instead. */
export type Result<T extends object> = ({ ok: true } & T) | Refusal;

export function ok<T extends object>(fields: T): { ok: true } & T {
  return { ok: true, ...fields };
}

export function refuse(code: ErrorCode, error: string, details?: Record<string, unknown>): Refusal {
  return details === undefined ? { ok: false, code, error } : { ok: false, code, error, details };
}

/** Ends a `switch` over a tagged union: a case that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
