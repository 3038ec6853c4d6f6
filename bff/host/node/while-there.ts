import { existsSync } from "node:fs";
import type { Result } from "../../../shared/result.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { workspaceAway } from "../../ports/workspace-away.ts";

/**
 * The same workspace, as long as its folder is where it was. Somebody may move or remove it under a running server:
 * then whatever is asked about its files is refused, because each answer would be about a folder without files.
 */
export function whileThere<W extends Workspace>(root: string, workspace: W): W {
  const there =
    <A extends unknown[], T extends object>(ask: (...asked: A) => Promise<Result<T>>) =>
    async (...asked: A): Promise<Result<T>> =>
      existsSync(root) ? ask(...asked) : workspaceAway;
  const { leases, guards } = workspace;
  return {
    ...workspace,
    simulate: there(workspace.simulate),
    apply: there(workspace.apply),
    revert: there(workspace.revert),
    check: there(workspace.check),
    diff: there(workspace.diff),
    tasks: there(workspace.tasks),
    context: there(workspace.context),
    resolve: there(workspace.resolve),
    leases: {
      ...leases,
      list: there(leases.list),
      take: there(leases.take),
      release: there(leases.release),
    },
    guards: { list: there(guards.list), mark: there(guards.mark) },
    replay: there(workspace.replay),
    openSpaces: there(workspace.openSpaces),
    log: there(workspace.log),
  };
}
