import type { Workspace } from "../ports/workspace.ts";
import type { Session } from "./session.ts";

/**
 * The engine over this workspace, with a type checker that is loaded only if something is to be checked. Closing it
 * closes what was opened here, and nothing that the session keeps.
 */
export async function openEngine({ root, engine }: Pick<Session, "root" | "engine">): Promise<Workspace> {
  if (engine !== undefined) return { ...engine, close: async () => {} };
  const { openWorkspace } = await import("../host/node/workspace.ts");
  return openWorkspace({
    root,
    checker: async () => (await import("../host/node/typecheck/create.ts")).createTypeChecker({ root }),
  });
}
