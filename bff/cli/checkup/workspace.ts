import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { policySummary } from "../../../shared/patch/policy-words.ts";
import { policyFile } from "../../host/node/engine/policy-file.ts";
import { stateFolder } from "../../host/node/engine/state-folder.ts";
import { findTypescript } from "../../host/node/typecheck/load-compiler.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { type Finding, fail, good, warn } from "./finding.ts";

export function checkWorkspace(root: string): Finding {
  if (existsSync(join(root, ".mission_control")))
    return good("workspace", `${basename(root)}, with .mission_control`);
  if (existsSync(join(root, ".git"))) return good("workspace", `${basename(root)}, found by .git`);
  return warn(
    "workspace",
    `${basename(root)}: neither .mission_control nor .git is here or above, so the current folder is taken`,
    "Run patchctl inside the project, or name it with --workspace.",
  );
}

/** Policy and tasks are the workspace's own files: the engine's reading of them is what counts. */
export async function checkPolicyAndTasks(root: string, engine: Workspace): Promise<Finding[]> {
  const policy = await policyFile(stateFolder(root).policy)();
  const tasks = await engine.tasks();
  return [
    "ok" in policy
      ? fail(
          "policy",
          policy.error,
          "Correct .mission_control/policy.json; until then every edit is refused.",
        )
      : good("policy", policySummary(policy.policy, policy.given)),
    tasks.ok
      ? good("tasks", tasks.tasks.length === 1 ? "1 task" : `${tasks.tasks.length} tasks`)
      : fail(
          "tasks",
          tasks.error,
          "Correct .mission_control/tasks.json; until then edits for tasks are refused.",
        ),
  ];
}

export function checkTypescript(root: string): Finding {
  const found = findTypescript(root);
  if (found === null) {
    return warn(
      "typescript",
      "no TypeScript was found",
      "npm i -D typescript: without it types are not checked.",
    );
  }
  const own = found.manifest.startsWith(join(root, "node_modules"));
  const config = existsSync(join(root, "tsconfig.json"))
    ? ""
    : "; no tsconfig.json at the top of the workspace";
  return good(
    "typescript",
    `TypeScript ${found.version}, ${own ? "the workspace's own" : "the one that came with patchctl"}${config}`,
  );
}
