import type { Role } from "../../../shared/roles.ts";
import { useCallerRole } from "./use-caller-role.ts";

/** That the reader's role is not enough for something, said before it is tried; nothing where it is. */
export function RoleNote({ needs, what, instead }: { needs: Role; what: string; instead?: string }) {
  const { role, may } = useCallerRole();
  if (may(needs)) return null;
  return (
    <p className="rounded-control border border-yellow/30 px-2.5 py-1.5 text-12 text-yellow">
      {what} asks for the role {needs}; yours is {role}.{instead && ` ${instead}`}
    </p>
  );
}
