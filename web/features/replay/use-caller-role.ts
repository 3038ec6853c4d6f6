import { useQuery } from "@tanstack/react-query";
import { mayUse, type Role } from "../../../shared/roles.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";

/** The role of who is signed in, and whether it is enough for something. */
export function useCallerRole(): { role: Role; may: (needs: Role) => boolean } {
  const { data } = useQuery({ ...workspaceQuery, enabled: false });
  const role = data?.caller.role ?? "viewer";
  return { role, may: (needs) => mayUse(role, needs) };
}
