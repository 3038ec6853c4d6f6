import { z } from "zod";
import { defaultPolicy } from "../patch/default-policy.ts";

const globs = z.array(z.string().min(1).max(1000)).max(1000);
const globWords =
  "Globs relative to the workspace: * within one part of a path, ** across them, {a,b}, [a-z]. A name without any of these also means everything below it. An entry that begins with ! takes out what it matches, wherever it stands in the list; a list of such entries alone means all else.";

/**
 * `.mission_control/policy.json`. Every key is optional; an unknown key is refused, because a misspelt
 * `blockedPaths` would otherwise block nothing and say nothing. The descriptions are what an editor shows.
 */
export const Policy = z
  .object({
    $schema: z
      .string()
      .optional()
      .describe("Where an editor finds the description of this file. The engine does not read it."),
    allowedPaths: globs
      .default(defaultPolicy.allowedPaths)
      .describe(
        `The files that may be edited, unless blockedPaths has them. Default: all of them. ${globWords}`,
      ),
    blockedPaths: globs
      .default(defaultPolicy.blockedPaths)
      .describe(
        `Files that no edit may touch, make, rename or delete, whatever allowedPaths says. Default: none. ${globWords}`,
      ),
    maxChangedShare: z
      .number()
      .min(0)
      .max(1)
      .default(defaultPolicy.maxChangedShare)
      .describe(
        "The share of a file's lines that one batch may change or delete, from 0 to 1 (0.4 is 40 %). Default: 0.4. New files, and files of at most smallFileLines lines, are exempt.",
      ),
    smallFileLines: z
      .int()
      .min(0)
      .default(defaultPolicy.smallFileLines)
      .describe("Files of at most this many lines are exempt from maxChangedShare. Default: 25 lines."),
    matching: z
      .enum(["graded", "exact"])
      .default(defaultPolicy.matching)
      .describe(
        "How text that an edit quotes is found. graded (the default): exactly, else without trailing space, else without surrounding space, else with typographic punctuation folded. exact: exactly or not at all.",
      ),
    check: z
      .enum(["typescript", "none"])
      .default(defaultPolicy.check)
      .describe(
        "Who checks types after an edit. typescript (the default) counts new errors only; none: nobody.",
      ),
    onCheckFailure: z
      .enum(["keep", "revert"])
      .default(defaultPolicy.onCheckFailure)
      .describe(
        "What becomes of an edit that brings new type errors. keep (the default): it stays and counts as failed. revert: it is taken back, with all of its atomic batch.",
      ),
    openSpacePadding: z
      .int()
      .min(0)
      .max(1000)
      .default(defaultPolicy.openSpacePadding)
      .describe("Blank lines that openSpace leaves below a block for the next pass. Default: 3 lines."),
    autoApprove: z
      .array(z.record(z.string(), z.unknown()))
      .default(defaultPolicy.autoApprove)
      .describe(
        "Rules by which a proposed batch is approved without a person. Default: none. Edits do not depend on it.",
      ),
  })
  .strict()
  .describe(
    "What agents may edit in this workspace, and how. Every key is optional; what is left out has its default.",
  );
export type Policy = z.infer<typeof Policy>;

/** The keys of a policy that mean something. */
export const policyKeys = Object.keys(Policy.shape).filter((key) => key !== "$schema") as Exclude<
  keyof Policy,
  "$schema"
>[];
