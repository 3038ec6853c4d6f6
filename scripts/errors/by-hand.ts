import type { ErrorCode } from "../../shared/errors.ts";
import type { Provoked } from "./scenario.ts";

/** The codes that nobody can provoke at will; their example is written by hand, after the words of the code. */
export const byHand: Readonly<Partial<Record<ErrorCode, Provoked>>> = {
  INTERNAL: {
    request: "POST /api/patches/apply",
    refusal: {
      ok: false,
      code: "INTERNAL",
      error: "something broke inside; the server's log has it under trace 8f14e45f",
      details: { trace_id: "8f14e45f" },
    },
  },
};
