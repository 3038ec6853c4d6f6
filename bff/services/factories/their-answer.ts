import { type ErrorCode, errorStatus } from "../../../shared/errors.ts";
import { SimulateAnswer } from "../../../shared/models/simulation.ts";
import { ok, type Result, refuse } from "../../../shared/result.ts";
import { fault } from "./no-answer.ts";
import { theirWords } from "./their-words.ts";

/** Whether a refusal of `simulate` is what the factory itself answered, and not that no answer came. */
export const isTheirs = ({ details }: { details?: Record<string, unknown> }): boolean =>
  details?.answered === true;

/** What came from a factory as its own fields, or as its refusal in its own words; or FACTORY_FAULT where it is neither. */
export function readAnswer(factory: string, value: unknown): Result<Record<string, unknown>> {
  const parsed = SimulateAnswer.safeParse(value);
  if (!parsed.success) return fault(factory, whatItIs(value));
  const answer: SimulateAnswer = parsed.data;
  if (answer.ok) return ok(answer);
  const said = answer.code === undefined ? undefined : theirWords(String(answer.code));
  return refuse(ownCode(said), theirWords(String(answer.error)), {
    factory,
    answered: true,
    ...(said === undefined ? {} : { code: said }),
  });
}

/** A factory has codes of its own; one that is none of ours is told in the details. */
const ownCode = (code: string | undefined): ErrorCode =>
  code !== undefined && Object.hasOwn(errorStatus, code) ? (code as ErrorCode) : "FACTORY_FAULT";

function whatItIs(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is no object";
  const { ok: said, error } = value as Record<string, unknown>;
  if (said === false)
    return typeof error === "string" ? "its error is too long" : "it is a refusal without words in error";
  return said === undefined ? 'it has no "ok"' : 'its "ok" is neither true nor false';
}
