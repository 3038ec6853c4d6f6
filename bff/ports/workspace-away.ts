import { refuse } from "../../shared/result.ts";

/** Asked of a folder that is gone, everything else would be a false answer: no such file, no task, nothing amiss. */
export const workspaceAway = refuse(
  "WORKSPACE_UNAVAILABLE",
  "the governed folder is not where it was, or cannot be read; nothing was written. Tell a person: it has to be put back where it was, or the server started over its new place",
);
