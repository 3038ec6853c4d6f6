import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { PatchEvent } from "../../../shared/models/patch-event.ts";
import { rememberingHash } from "../../../shared/patch/hash.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { type Clock, systemClock } from "../../ports/clock.ts";
import type { TypeChecker } from "../../ports/type-checker.ts";
import type { Workspace, WorkspaceTask } from "../../ports/workspace.ts";
import { apply } from "./engine/apply.ts";
import { checkAgain } from "./engine/check-again.ts";
import type { Engine } from "./engine/context.ts";
import { diffView } from "./engine/diff-view.ts";
import { gitBranch } from "./engine/git-branch.ts";
import { guardsPort } from "./engine/guards-port.ts";
import { deadJournals, hasJournal } from "./engine/journal/dead-journals.ts";
import { journalIn } from "./engine/journal/journal.ts";
import { leasesOf } from "./engine/leases-port.ts";
import { locksIn } from "./engine/locks.ts";
import { readLog } from "./engine/patch-log.ts";
import { patchStore } from "./engine/patch-store.ts";
import { policyFile } from "./engine/policy-file.ts";
import { fileContext, resolvePlaceholder } from "./engine/read-for-agents.ts";
import { recentHashes } from "./engine/recent-hashes.ts";
import { revert } from "./engine/revert.ts";
import { sha256 } from "./engine/sha256.ts";
import { simulate } from "./engine/simulate.ts";
import { stateFolder } from "./engine/state-folder.ts";
import { watchTasks } from "./engine/task-status-watch.ts";
import { readTasks } from "./engine/tasks-file.ts";
import { custodyOf } from "./watch/custody-port.ts";
import { whileThere } from "./while-there.ts";

export interface WorkspaceOptions {
  /** the governed folder; it has to exist */
  root: string;
  clock?: Clock;
  /** a function is called at the first check, so that nobody waits for a checker that is not needed */
  checker?: TypeChecker | (() => Promise<TypeChecker>);
  /** told of what went wrong beside an edit that itself went well; the default writes to stderr */
  warn?: (message: string) => void;
  /** keeps a report of what was recovered until somebody can be told; the default is the outbox */
  putBy?: (event: PatchEvent) => void;
  /** told of patches whose process died before it could have their types checked */
  unchecked?: (patchIds: readonly string[]) => void;
}

export interface OpenWorkspace extends Workspace {
  /**
   * Puts right what processes that died have left half-done: commits are finished, or taken back. The first edit does
   * so as well; a server does it at its start, so that nobody has to wait for one.
   */
  recover(): Promise<Result<object>>;
}

/**
 * The engine over a folder of this machine, behind the port that server and command line share.
 *
 * A request goes `parse -> plan -> commit`: `parseBatch` made the batch, `shared/patch/plan.ts` says what it does
 * without touching anything, `engine/write-plan.ts` does it. Throws only where the folder does not exist.
 */
export function openWorkspace({
  root,
  clock = systemClock,
  checker,
  warn = console.warn,
  putBy,
  unchecked = () => {},
}: WorkspaceOptions): OpenWorkspace {
  const real = realpathSync.native(root);
  if (!statSync(real).isDirectory()) throw new Error(`the workspace ${root} is not a folder`);
  const folder = stateFolder(real);
  let opened: Promise<TypeChecker> | null = null;
  async function recover(): Promise<Result<object>> {
    // the work is loaded only where there is any
    if (deadJournals(folder.journal).length === 0) return ok({});
    const done = await (await import("./engine/journal/recover.ts")).recover(engine);
    if (done.ok && done.unchecked.length > 0) unchecked(done.unchecked);
    return done;
  }
  const engine: Engine = {
    root: real,
    folder,
    locks: locksIn(folder.locks, { hasLeft: (owner) => hasJournal(folder.journal, owner), recover }),
    journal: journalIn(folder),
    store: patchStore(folder),
    policy: policyFile(folder.policy),
    hash: rememberingHash(recentHashes(sha256)),
    clock,
    async checker() {
      if (!checker) return null;
      opened ??= typeof checker === "function" ? checker() : Promise.resolve(checker);
      return opened;
    },
    warn,
    async reportLater(events) {
      if (events.length === 0) return;
      const { addToOutbox } = await import("./outbox/outbox.ts");
      for (const event of events) putBy ? putBy(event) : addToOutbox(real, event);
    },
    background: new Set(),
  };
  const custody = custodyOf(engine);
  return whileThere(real, {
    recover,
    name: basename(real),
    branch: async () => gitBranch(real),
    simulate: (batch, options) => simulate(engine, batch, options),
    apply: (batch, options) => apply(engine, batch, options),
    revert: (patchId, who, options) => revert(engine, patchId, who, options),
    check: (patchId, reporter) => checkAgain(engine, patchId, reporter),
    diff: (patchId) => diffView(engine, patchId),
    async tasks() {
      const tasks = await readTasks(folder.tasks);
      return "ok" in tasks ? tasks : ok({ tasks: [...tasks] as WorkspaceTask[] });
    },
    watchTasks: (changed) => watchTasks(engine, changed),
    context: (input) => fileContext(engine, input),
    resolve: (input) => resolvePlaceholder(engine, input),
    leases: leasesOf(engine),
    guards: guardsPort(engine),
    custody,
    replay: async (input, signal) =>
      (await import("./engine/replay-selection.ts")).replay(engine, input, signal),
    openSpaces: async (input) => (await import("./engine/close-space.ts")).openSpaces(engine, input),
    log: async (limit) => ok({ entries: readLog(folder.log, limit) }),
    async ready() {
      try {
        accessSync(real, constants.R_OK | constants.X_OK);
        return statSync(real).isDirectory();
      } catch {
        return false;
      }
    },
    async close() {
      await custody.end();
      await Promise.allSettled([...engine.background]);
      await engine.journal.close();
      engine.locks.close();
      // a checker that was handed in belongs to whoever made it
      if (typeof checker === "function" && opened) await (await opened).close();
    },
  });
}
