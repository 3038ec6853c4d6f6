import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Policy } from "../../../../shared/models/policy.ts";
import { defaultPolicy } from "../../../../shared/patch/default-policy.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import type { DecidePath } from "./path-rules.ts";
import { isSystemError } from "./system-error.ts";

/** The policy with its globs compiled. `decide` and `refusePath` answer for a path relative to the workspace. */
export interface ReadPolicy {
  policy: Policy;
  /** the keys that the file holds; the others have their defaults */
  given: readonly string[];
  decide: DecidePath;
  refusePath(file: string): Refusal | null;
}

const open: ReadPolicy = {
  policy: defaultPolicy,
  given: [],
  decide: () => ({ allowed: true, key: "allowedPaths", glob: "**" }),
  refusePath: () => null,
};

/**
 * Reads `.mission_control/policy.json`, again only when it has changed. The schema and the glob library are loaded
 * only where there is a policy: a command that starts for one edit does not pay for what it does not use.
 */
export function policyFile(path: string): () => Promise<ReadPolicy | Refusal> {
  let known: { stamp: string; read: ReadPolicy | Refusal } | null = null;
  return async () => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return open;
    const stamp = `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
    if (known?.stamp !== stamp) known = { stamp, read: await readPolicy(path) };
    return known.read;
  };
}

async function readPolicy(path: string): Promise<ReadPolicy | Refusal> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return open;
    return invalid(["it cannot be read"]);
  }
  const { brokenJson, settingsProblems } = await import("../../../../shared/settings-problems.ts");
  const broken = brokenJson(text);
  if (broken) return invalid([broken]);
  const json: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
  const { Policy, policyKeys } = await import("../../../../shared/models/policy.ts");
  const parsed = Policy.safeParse(json);
  if (!parsed.success) return invalid(settingsProblems(text, parsed.error.issues, policyKeys));
  const policy = parsed.data;
  const { pathRules } = await import("./path-rules.ts");
  const decide = await pathRules(policy, dirname(dirname(path)));
  return {
    policy,
    given: Object.keys(json as object),
    decide,
    refusePath(file) {
      const { allowed, key, glob } = decide(file);
      if (allowed) return null;
      if (key === "blockedPaths")
        return refuse(
          "PATH_BLOCKED",
          `${file} is blocked by the policy (blockedPaths: ${glob}); edit another file, or ask a person to open it in .mission_control/policy.json`,
          { file, glob },
        );
      const why = glob === null ? "" : `, which takes it out by ${glob}`;
      return refuse(
        "PATH_BLOCKED",
        `${file} is not among the policy's allowedPaths (${policy.allowedPaths.join(", ") || "none"})${why}; edit a file that is, or ask a person to add it in .mission_control/policy.json`,
        { file, allowed: policy.allowedPaths },
      );
    },
  };
}

const invalid = (problems: string[]): Refusal =>
  refuse(
    "INVALID_POLICY",
    `.mission_control/policy.json cannot be used, so nothing may be edited until a person has corrected it (patchctl doctor says when it is right): ${problems.slice(0, 5).join("; ")}`,
    { file: ".mission_control/policy.json", problems },
  );
