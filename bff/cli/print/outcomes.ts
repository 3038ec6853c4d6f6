import { type Refusal, refuse } from "../../../shared/result.ts";
import type { Outcome, Paint } from "../session.ts";
import { renderRefusal } from "./render-result.ts";

/** The engine said no. */
export const refused = (refusal: Refusal): Outcome => ({
  exit: 1,
  json: refusal,
  text: (paint) => renderRefusal(refusal, paint),
});

/** The command was not used as it is meant to be. `problems` say what to write instead. */
export function misused(problems: readonly string[], usage: string): Outcome {
  const refusal = refuse("INVALID_INPUT", problems.join(" "), { problems, usage });
  return {
    exit: 2,
    json: refusal,
    text: (paint) =>
      `${problems.map((problem) => `${paint.red("wrong usage:")} ${problem}\n`).join("")}${paint.dim(usage)}\n`,
  };
}

/** It is done. */
export const done = (
  json: { ok: true; [field: string]: unknown },
  text: (paint: Paint) => string,
): Outcome => ({
  exit: 0,
  json,
  text,
});
