import type { Workspace } from "../../bff/ports/workspace.ts";
import type { Blobs } from "./blobs.ts";
import type { DiffStream } from "./diff-stream.ts";
import type { Scratch } from "./scratch.ts";
import type { Report } from "./tally.ts";

/** What a commit needs to be replayed: the engine over a scratch folder, the history's objects, the report. */
export interface ReplayContext {
  workspace: Workspace;
  scratch: Scratch;
  blobs: Blobs;
  /** raw, and as a patch, with the same rules for renames and copies, so that their parts correspond */
  raw: DiffStream;
  patch: DiffStream;
  report: Report;
}
