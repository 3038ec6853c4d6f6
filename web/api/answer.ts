import type { ErrorCode } from "../../shared/errors.ts";
import type { Refusal, Result } from "../../shared/result.ts";

/** A refusal, thrown: TanStack Query knows a failed query only by a rejection. Nothing else throws refusals. */
export class RefusedError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;
  constructor(refusal: Refusal) {
    super(refusal.error);
    this.name = "RefusedError";
    this.code = refusal.code;
    this.details = refusal.details;
  }
}

/** For a `queryFn`: the fields of a success, or a rejection with `RefusedError`. */
export async function answer<T extends object>(result: Promise<Result<T>>): Promise<{ ok: true } & T> {
  const settled = await result;
  if (!settled.ok) throw new RefusedError(settled);
  return settled;
}
