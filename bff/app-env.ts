import type { Caller } from "./ports/caller.ts";

/** What the host hands in with each request, and what the middleware leaves for the routes. */
export interface AppEnv {
  Bindings: { address?: string };
  Variables: { caller: Caller };
}
