import type { OutputOf } from "../../../shared/operation.ts";
import type { listTokens } from "../../../shared/operations/system.ts";
import type { Role } from "../../../shared/roles.ts";

export type TokenRow = OutputOf<typeof listTokens>["tokens"][number];

/** What a holder may do, in a line. */
export const roleWords: Record<Role, string> = {
  viewer: "Reads patches, diffs and the live stream",
  agent: "Reads, and asks for edits",
  reviewer: "As agent, and reverts and decides",
  ops: "As agent, and scans and claims",
  admin: "Everything, tokens included",
};

/**
 * The two tokens that the server makes for itself, by their ids (a made one is `tok_…`): what each is for, what ends
 * with it beyond its sessions, and how it comes back.
 */
const hosts: Record<string, { use: string; ends: string }> = {
  admin: {
    use: "The server's own: signs in whoever opens the printed link",
    ends: "The printed sign-in link stops working, and browsers that used it are signed out, this one perhaps too. The server has an admin token again once it is started again: a new one, or that of MISSION_CONTROL_TOKEN where it is set, so change that first.",
  },
  patchctl: {
    use: "The server's own: patchctl on this machine; new at every start",
    ends: "patchctl on this machine is no longer let in: its edits go on, but their reports wait in the outbox until the server is started again, which makes a new one.",
  },
};

/** What the token is for, if the server made it for itself; null for one that a person made. */
export const hostToken = ({ id }: Pick<TokenRow, "id">): string | null => hosts[id]?.use ?? null;

/** What revoking this token ends. */
export function revokeWords({ id }: Pick<TokenRow, "id">): string {
  const always =
    "Its sessions and sockets end at once, and requests with it are refused. It cannot be undone.";
  const host = hosts[id];
  return host === undefined ? always : `Its sessions and sockets end at once. ${host.ends}`;
}

/** Those that work before those that do not, otherwise as given. */
export const inOrder = (tokens: readonly TokenRow[]): TokenRow[] => [
  ...tokens.filter(({ revoked_at }) => revoked_at === null),
  ...tokens.filter(({ revoked_at }) => revoked_at !== null),
];
