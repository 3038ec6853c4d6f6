import type { Policy } from "../models/policy.ts";
import { percent } from "./change-share.ts";

type Key = Exclude<keyof Policy, "$schema">;

/** What a list of paths covers, its exceptions apart. */
function list(entries: readonly string[]): string {
  const taken = entries.filter((entry) => !entry.startsWith("!")).join(", ");
  const except = entries.filter((entry) => entry.startsWith("!")).map((entry) => entry.slice(1));
  if (except.length === 0) return taken;
  return `${taken === "" ? "anything" : taken} except ${except.join(", ")}`;
}

/** What each key of a policy means for edits, with the value it has. */
export const policyWords: { readonly [K in Key]: (policy: Policy) => string } = {
  allowedPaths: ({ allowedPaths }) =>
    allowedPaths.length === 0
      ? "no file may be edited"
      : allowedPaths.length === 1 && allowedPaths[0] === "**"
        ? "every file may be edited that is not blocked"
        : `only files under ${list(allowedPaths)} may be edited`,
  blockedPaths: ({ blockedPaths }) =>
    blockedPaths.length === 0
      ? "no file is blocked"
      : `no edit may touch, make, rename or delete ${list(blockedPaths)}`,
  maxChangedShare: ({ maxChangedShare, smallFileLines }) =>
    maxChangedShare === 1
      ? "a batch may change all of a file"
      : `a batch may change at most ${percent(maxChangedShare)} of a file's lines; new files, and files of at most ${smallFileLines} lines, are exempt`,
  smallFileLines: ({ smallFileLines }) =>
    `files of at most ${smallFileLines} lines may be changed as a whole`,
  matching: ({ matching }) =>
    matching === "exact"
      ? "text that an edit quotes has to match to the character"
      : "text that an edit quotes may differ in trailing space, indentation or typographic punctuation, where that leaves one place",
  check: ({ check }) =>
    check === "none" ? "nobody checks types" : "TypeScript checks after each edit; only new errors count",
  onCheckFailure: ({ check, onCheckFailure }) =>
    check === "none"
      ? "means nothing while check is none"
      : onCheckFailure === "revert"
        ? "an edit that brings new type errors is taken back"
        : "an edit that brings new type errors stays, and counts as failed",
  openSpacePadding: ({ openSpacePadding }) =>
    `openSpace leaves ${openSpacePadding} blank ${openSpacePadding === 1 ? "line" : "lines"} below a block`,
  autoApprove: ({ autoApprove }) =>
    autoApprove.length === 0
      ? "no proposal is approved without a person"
      : `${autoApprove.length} ${autoApprove.length === 1 ? "rule approves" : "rules approve"} proposals without a person`,
};

/** The policy in one sentence for each key that the file sets, or what holds without any. */
export function policySummary(policy: Policy, given: readonly string[]): string {
  const keys = (Object.keys(policyWords) as Key[]).filter((key) => given.includes(key));
  if (keys.length > 0) return keys.map((key) => policyWords[key](policy)).join("; ");
  return `the defaults hold: ${(["allowedPaths", "maxChangedShare", "onCheckFailure"] as const).map((key) => policyWords[key](policy)).join("; ")}`;
}
