/**
 * What `<ConnectionIndicator>` shows.
 *
 * - `connecting`: the first attempt is under way.
 * - `live`: `behind` counts the events the server has and the screen has not.
 * - `reconnecting`: the connection was lost; `seconds` until the next attempt, 0 while it is being made.
 * - `offline`: the same, and the browser says that it has no network.
 * - `ended`: nothing is tried any more; `signed-out` where the token of this socket was revoked.
 */
export type ConnectionState =
  | { at: "connecting" }
  | { at: "live"; behind: number }
  | { at: "reconnecting"; seconds: number; attempt: number }
  | { at: "offline"; seconds: number; attempt: number }
  | { at: "ended"; reason: "closed" | "signed-out" };

export function sameState(a: ConnectionState, b: ConnectionState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
