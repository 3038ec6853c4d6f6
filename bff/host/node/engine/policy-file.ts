import { readFileSync, statSync } from "node:fs";
import type { Policy } from "../../../../shared/models/policy.ts";
import { defaultPolicy } from "../../../../shared/patch/default-policy.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isSystemError } from "./system-error.ts";

/** The policy with its globs compiled. Both answer for a path relative to the workspace. */
export interface ReadPolicy {
  policy: Policy;
  refusePath(file: string): Refusal | null;
}

const open: ReadPolicy = { policy: defaultPolicy, refusePath: () => null };

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
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return open;
    const why = error instanceof SyntaxError ? "it is not JSON" : "it cannot be read";
    return invalid([why]);
  }
  const { Policy } = await import("../../../../shared/models/policy.ts");
  const parsed = Policy.safeParse(json);
  if (!parsed.success)
    return invalid(
      parsed.error.issues.map((issue) => `${issue.path.join(".") || "policy"}: ${issue.message}`),
    );
  const policy = parsed.data;
  const { default: picomatch } = await import("picomatch");
  const options = { dot: true, nocase: process.platform === "darwin" || process.platform === "win32" };
  const allowed = picomatch(policy.allowedPaths, options);
  const blocked = policy.blockedPaths.map((glob) => ({ glob, matches: picomatch(glob, options) }));
  return {
    policy,
    refusePath(file) {
      const by = blocked.find(({ matches }) => matches(file));
      if (by)
        return refuse(
          "PATH_BLOCKED",
          `${file} is blocked by the policy (blockedPaths: ${by.glob}); edit another file, or ask a person to open it in .mission_control/policy.json`,
          {
            file,
            glob: by.glob,
          },
        );
      if (!allowed(file))
        return refuse(
          "PATH_BLOCKED",
          `${file} is not among the policy's allowedPaths (${policy.allowedPaths.join(", ") || "none"}); edit a file that is, or ask a person to add it in .mission_control/policy.json`,
          { file, allowed: policy.allowedPaths },
        );
      return null;
    },
  };
}

const invalid = (problems: string[]): Refusal =>
  refuse(
    "INVALID_POLICY",
    `.mission_control/policy.json cannot be used, so nothing may be edited: ${problems.slice(0, 5).join("; ")}. A person has to correct it.`,
    { problems },
  );
