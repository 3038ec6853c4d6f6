import type { Caller } from "./ports/caller.ts";

/** What an answer carries besides its own headers, which win. Names in lower case. */
export type AnswerHeaders = Record<string, string>;

/** What the host hands in with each request, and what the middleware leaves for the routes. */
export interface AppEnv {
  Bindings: { address?: string };
  Variables: {
    caller: Caller;
    /** what the answer will carry, whatever it is; may be added to until then */
    headers: AnswerHeaders;
    /** the answer that was made with its common headers, if one was */
    complete?: Response;
  };
}
