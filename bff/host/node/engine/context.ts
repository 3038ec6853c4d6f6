import type { PatchEvent } from "../../../../shared/models/patch-event.ts";
import type { Hash } from "../../../../shared/patch/hash.ts";
import type { Refusal } from "../../../../shared/result.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { TypeChecker } from "../../../ports/type-checker.ts";
import type { Journal } from "./journal/journal.ts";
import type { Locks } from "./locks.ts";
import type { PatchStore } from "./patch-store.ts";
import type { ReadPolicy } from "./policy-file.ts";
import type { StateFolder } from "./state-folder.ts";

/** What the steps of the engine work with; one for each open workspace. */
export interface Engine {
  /** the real path of the governed folder */
  root: string;
  folder: StateFolder;
  locks: Locks;
  journal: Journal;
  store: PatchStore;
  policy: () => Promise<ReadPolicy | Refusal>;
  hash: Hash;
  clock: Clock;
  /** null where the workspace was opened without one */
  checker: () => Promise<TypeChecker | null>;
  /** tells of what went wrong beside an edit that itself went well */
  warn: (message: string) => void;
  /** keeps reports of what was recovered until somebody can be told */
  reportLater: (events: readonly PatchEvent[]) => Promise<void>;
  /** work that goes on after an answer, awaited when the workspace is closed */
  background: Set<Promise<unknown>>;
}
