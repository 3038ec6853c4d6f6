import type { Workspace } from "../../bff/ports/workspace.ts";
import type { Blobs } from "./blobs.ts";
import type { Scratch } from "./scratch.ts";
import type { Report } from "./tally.ts";
import type { TreeDiffs } from "./tree-diffs.ts";

/** What a commit needs to be replayed: the engine over a scratch folder, the history's objects, the report. */
export interface ReplayContext {
  workspace: Workspace;
  scratch: Scratch;
  blobs: Blobs;
  /** with the renames and copies that git finds */
  diffs: TreeDiffs;
  /** a rename is a delete and a create */
  plainDiffs: TreeDiffs;
  report: Report;
}
