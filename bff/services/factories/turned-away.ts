import type { TurnedAway } from "../../../shared/models/replay.ts";
import { type Refusal, type Result, refuse } from "../../../shared/result.ts";

/** Whom a call was for, and with what beside the call. */
interface Asked {
  name: string;
  headers: Record<string, string>;
}

/** Whether a status says that who calls has to show who it is, or that it may not. */
export const turnsAway = (status: number): boolean => status === 401 || status === 403;

const howAsked = ({ headers }: Asked): TurnedAway =>
  Object.keys(headers).length === 0 ? "without-secret" : "with-secret";

/** The refusal of a factory that turned the call away in words of its own. */
export function markedAway<T extends object>(answer: Result<T>, asked: Asked): Result<T> {
  return answer.ok ? answer : { ...answer, details: { ...answer.details, turned_away: howAsked(asked) } };
}

/** The same of one that said nothing that could be read. */
export function turnedAway(asked: Asked, status: number): Refusal {
  const { name } = asked;
  const how = howAsked(asked);
  const why =
    how === "without-secret"
      ? "it was called without a token. An admin sets one for its address"
      : "it does not take the token that is kept for it. An admin sets another one";
  return refuse(
    "FACTORY_FAULT",
    `"${name}" does not let this server in (HTTP status ${status}): ${why}, under Factories in the dashboard or at POST /api/factories/secrets`,
    { factory: name, turned_away: how },
  );
}

/** How a call was turned away; undefined where it was not. */
export const turnedAwayOf = ({ details }: Refusal): TurnedAway | undefined =>
  details?.turned_away as TurnedAway | undefined;
