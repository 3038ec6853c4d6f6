import { type Refusal, refuse } from "../../../shared/result.ts";

/** Why nothing came of a call, in our words. */
export const gone = (factory: string, why: string): Refusal =>
  refuse(
    "FACTORY_NOT_CONNECTED",
    `"${factory}" was asked and cannot be reached: ${why}; start it, or see whether it still runs`,
    {
      factory,
    },
  );

export const late = (factory: string, ended: "timeout" | "abort", timeoutMs: number): Refusal =>
  ended === "abort"
    ? refuse("FACTORY_TIMEOUT", `the call to "${factory}" was given up: the replay was aborted`, {
        factory,
        aborted: true,
      })
    : refuse(
        "FACTORY_TIMEOUT",
        `"${factory}" did not answer within ${timeoutMs} ms; see whether it still runs, or replay again with a longer timeout_ms`,
        { factory, timeout_ms: timeoutMs },
      );

export const fault = (factory: string, why: string, details: Record<string, unknown> = {}): Refusal =>
  refuse(
    "FACTORY_FAULT",
    `what "${factory}" answered is no answer: ${why}. It has to send a JSON object, { "ok": true, … } or { "ok": false, "error": "…" }`,
    { factory, ...details },
  );
