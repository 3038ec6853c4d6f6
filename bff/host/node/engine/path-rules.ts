import { statSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../../../../shared/models/policy.ts";
import { stateFolderName } from "./state-folder.ts";

/** Whether a file may be edited, and which entry of the policy says so; null where it is in no list. */
export interface PathDecision {
  allowed: boolean;
  key: "allowedPaths" | "blockedPaths";
  glob: string | null;
}

export type DecidePath = (file: string) => PathDecision;

type Matches = (file: string) => boolean;

/**
 * The policy's two lists, compiled. In each, an entry that begins with "!" takes out what it matches, wherever it
 * stands, and a list of such entries alone means all else; an entry without any wildcard means a file, or a folder
 * with all that is below it. Blocked wins over allowed. Names are compared as the file system does: without regard to
 * letter case where it has none.
 */
export async function pathRules(policy: Policy, root: string): Promise<DecidePath> {
  const { default: picomatch } = await import("picomatch");
  // "s": a name may hold a newline, and must not slip past the rules with it
  const options = { dot: true, strictSlashes: false, flags: foldsCase(root) ? "si" : "s" };
  const compile = (glob: string): Matches => picomatch(spelled(glob), options);
  const allowed = listOf(policy.allowedPaths, compile);
  const blocked = listOf(policy.blockedPaths, compile);
  return (file) => {
    const by = blocked(file);
    if (by.held) return { allowed: false, key: "blockedPaths", glob: by.glob };
    const within = allowed(file);
    return { allowed: within.held, key: "allowedPaths", glob: within.glob };
  };
}

/** The globs that an entry stands for. */
function spelled(entry: string): string[] {
  const glob = entry.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "/**");
  return /[*?[\]{}()!+@\\]/.test(glob) ? [glob] : [glob, `${glob}/**`];
}

function listOf(entries: readonly string[], compile: (glob: string) => Matches) {
  const negated = (entry: string) => entry.startsWith("!") && !entry.startsWith("!(");
  const rules = entries.map((entry) => ({
    entry,
    not: negated(entry),
    matches: compile(negated(entry) ? entry.slice(1) : entry),
  }));
  const onlyExceptions = rules.length > 0 && rules.every(({ not }) => not);
  return (file: string): { held: boolean; glob: string | null } => {
    const except = rules.find((rule) => rule.not && rule.matches(file));
    if (except) return { held: false, glob: except.entry };
    const rule = onlyExceptions ? rules[0] : rules.find((one) => !one.not && one.matches(file));
    return { held: rule !== undefined, glob: rule?.entry ?? null };
  };
}

/** Whether the workspace's file system takes names that differ in letter case alone for one. */
function foldsCase(root: string): boolean {
  const identity = (name: string) => statSync(join(root, name), { throwIfNoEntry: false })?.ino;
  const own = identity(stateFolderName);
  return own !== undefined && own === identity(stateFolderName.toUpperCase());
}
