import type { Refusal } from "../../shared/result.ts";
import type { Role } from "../../shared/roles.ts";
import type { Sender } from "./journal.ts";
import type { TraceContext } from "./trace-context.ts";

/** Who signed in: the token behind the request, by its id, name and role. */
export interface Identity {
  tokenId: string;
  name: string;
  role: Role;
  /** set where the request came with a browser session instead of the token itself */
  sessionId?: string;
}

/** Who asks, in which flow, from where. */
export interface Caller extends TraceContext {
  /** null for one who is not signed in; `refusal` then says why, where credentials came and were no good */
  identity: Identity | null;
  refusal: Refusal | null;
  /** network address, for counting failures */
  address: string;
  /** Hands a browser session to the client, or (null) takes it away. Does nothing where there is no browser. */
  setSession(secret: string | null): void;
}

/** The name that custody rows and patches carry for this caller. */
export const nameOf = (caller: Caller): string => caller.identity?.name ?? "anonymous";

export const senderOf = (caller: Caller): Sender => ({ name: nameOf(caller), traceId: caller.traceId });
