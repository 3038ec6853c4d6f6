/** `viewer` reads; `agent` also edits within policy and logs; `reviewer` also decides and reverts; `ops` also scans and claims; `admin` everything. */
export const roles = ["viewer", "agent", "reviewer", "ops", "admin"] as const;
export type Role = (typeof roles)[number];

const grants: Record<Role, readonly Role[]> = {
  viewer: ["viewer"],
  agent: ["viewer", "agent"],
  reviewer: ["viewer", "agent", "reviewer"],
  ops: ["viewer", "agent", "ops"],
  admin: roles,
};

/** Whether a caller with role `has` may use what asks for role `needs`. */
export const mayUse = (has: Role, needs: Role): boolean => grants[has].includes(needs);
