import type { Workspace } from "../ports/workspace.ts";

/** The engine over this workspace, with a type checker that is loaded only if something is to be checked. */
export async function openEngine(root: string): Promise<Workspace> {
  const { openWorkspace } = await import("../host/node/workspace.ts");
  return openWorkspace({
    root,
    checker: async () => (await import("../host/node/typecheck/create.ts")).createTypeChecker({ root }),
  });
}
