import type { AnswerHeaders } from "./middleware/answer.ts";
import type { Caller } from "./ports/caller.ts";

/** What the host hands in with each request, and what the middleware leaves for the routes. */
export interface AppEnv {
  Bindings: { address?: string };
  Variables: {
    caller: Caller;
    /** what the answer will carry, whatever it is; may be added to until then */
    headers: AnswerHeaders;
  };
}
