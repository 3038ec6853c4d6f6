import type { Workspace } from "../../bff/ports/workspace.ts";
import type { PatchRefused } from "../../shared/models/patch-result.ts";
import { applyBatch } from "./apply-batch.ts";
import { inBatches, type Said } from "./batches.ts";
import type { Blobs } from "./blobs.ts";
import { carryAway, carryIn, dropEmptyFolders } from "./carry.ts";
import { type Change, isPlain, parseChanges, type Side, splitDiff } from "./changes.ts";
import type { DiffStream } from "./diff-stream.ts";
import { type Contents, type Expression, express } from "./express.ts";
import type { Commit } from "./history.ts";
import { refusedAs } from "./refused-as.ts";
import type { Scratch } from "./scratch.ts";
import { count, countRow, type Failure, type Report } from "./tally.ts";
import { traitsOf } from "./traits.ts";

export interface ReplayContext {
  workspace: Workspace;
  scratch: Scratch;
  blobs: Blobs;
  /** raw, and as a patch, with the same rules for renames and copies, so that their parts correspond */
  raw: DiffStream;
  patch: DiffStream;
  report: Report;
}

/** A change and how it is put to the engine. */
interface Put {
  expression: Expression;
  contents: Contents;
}

/**
 * Does one commit to a scratch tree that is at its first parent. Nothing here looks at how it came out but for
 * refusals: the tree hash is taken by `judgeCommit`. Answers the refusal where there was one.
 */
export async function replayCommit(commit: Commit, context: ReplayContext): Promise<Failure | null> {
  const { report, scratch, blobs } = context;
  const changes = parseChanges(await context.raw.ask(commit.parentTree, commit.tree));
  report.commits++;
  if (commit.merge) report.merges++;
  if (commit.parent === null) report.roots++;
  if (changes.length === 0) report.unchanged++;
  report.files += changes.length;
  const sections = sectionsOf(commit, context);
  const said: Said[] = [];
  const carried: Change[] = [];
  const expressions = new Map<Change, Put>();
  for (const change of changes) {
    const contents: Contents = {
      before: await contentsOf(change.before, blobs),
      after: await contentsOf(change.after, blobs),
      section: async () => (await sections(changes))[change.section]!,
    };
    const expression = await express(change, contents);
    expressions.set(change, { expression, contents });
    if (expression.how === "carried") carried.push(change);
    else said.push({ change, operations: expression.operations });
  }
  for (const change of carried) {
    const wrong = await putAllTheSame(commit, change, expressions.get(change)!, context);
    if (wrong) return wrong;
  }
  await scratch.setSpecial(await carryAway(scratch.root, carried));
  for (let batches = inBatches(said); batches.length > 0; ) {
    const batch = batches.shift()!;
    const applied = await applyBatch(context.workspace, commit.sha, batch);
    if ("done" in applied) {
      for (const { op, file, match_tier: tier } of applied.done) {
        count(report.operations, op);
        if (tier !== undefined && tier !== "exact")
          report.looseMatches.push({ tier, commit: commit.sha, file });
      }
      continue;
    }
    if (!applied.refused.every(({ code }) => code === "GUARD_VIOLATION"))
      return refusedFailure(commit, applied.refused[0]!);
    // a guard does what it is for: the files that it refuses are carried, the others sent again
    const guarded = refusedChanges(batch, applied.among);
    for (const { change } of guarded) {
      carried.push(change);
      expressions.get(change)!.expression = { how: "carried", why: "guarded region" };
      count(report.carriedReasons, "guarded region: GUARD_VIOLATION");
    }
    await scratch.setSpecial(
      await carryAway(
        scratch.root,
        guarded.map(({ change }) => change),
      ),
    );
    batches = [...inBatches(batch.filter((one) => !guarded.includes(one))), ...batches];
  }
  for (const { from, kind } of changes)
    if (kind === "delete" || kind === "rename") await dropEmptyFolders(scratch.root, from);
  await scratch.setSpecial(await carryIn(scratch.root, carried, blobs));
  for (const [change, { expression, contents }] of expressions) tally(report, change, expression, contents);
  return null;
}

/** Holds the scratch tree against the commit's; answers the tree that is there now, and where the two differ. */
export async function judgeCommit(
  commit: Commit,
  { scratch, report }: ReplayContext,
): Promise<{ tree: string; failure: Failure | null }> {
  const tree = await scratch.treeHash();
  if (tree === commit.tree) return { tree, failure: null };
  const first = await scratch.firstDifference(tree, commit.tree);
  // some programs wrote modes as 100664 or 040000: the same entries, yet another hash than git's own
  if (first === null && tree === (await scratch.writtenToday(commit.tree))) {
    report.rewrittenTrees++;
    return { tree: commit.tree, failure: null };
  }
  const where = first ?? { file: "(the same files, another tree)", got: null, wanted: null };
  const failure: Failure = {
    kind: "different",
    commit: commit.sha,
    ...where,
    gotTree: tree,
    wantedTree: commit.tree,
  };
  return { tree, failure };
}

/** What is carried has to be what the engine refuses. */
async function putAllTheSame(
  commit: Commit,
  change: Change,
  { expression, contents }: Put,
  { workspace, report }: ReplayContext,
): Promise<Failure | null> {
  if (expression.how !== "carried") return null;
  const code = await refusedAs(workspace, change, expression.why, contents);
  if (code === "taken")
    return { kind: "taken", commit: commit.sha, file: change.to.text!, why: expression.why };
  count(report.carriedReasons, `${expression.why}: ${code ?? "no request can say it"}`);
  return null;
}

/** The commit's diff, asked for once and only where something needs it. */
function sectionsOf(commit: Commit, { patch }: ReplayContext) {
  let sections: Promise<Buffer[]> | null = null;
  return (changes: readonly Change[]): Promise<Buffer[]> => {
    sections ??= patch.ask(commit.parentTree, commit.tree).then((diff) => {
      const split = splitDiff(diff);
      if (split.length !== changes.length)
        throw new Error(`${commit.sha}: git's diff has ${split.length} parts for ${changes.length} changes`);
      return split;
    });
    return sections;
  };
}

const contentsOf = async (side: Side | null, blobs: Blobs): Promise<Buffer | null> =>
  side && isPlain(side) ? blobs.read(side.oid) : null;

function refusedFailure(commit: Commit, { file, op, code, error }: PatchRefused): Failure {
  return {
    kind: "refused",
    commit: commit.sha,
    file: file ?? "",
    op: op ?? "",
    code,
    error,
  };
}

function refusedChanges(batch: readonly Said[], among: readonly PatchRefused[]): Said[] {
  let at = 0;
  return batch.filter(({ operations }) => {
    const answers = among.slice(at, at + operations.length);
    at += operations.length;
    return answers.some(({ code }) => code !== "BATCH_ABORTED");
  });
}

function tally(report: Report, change: Change, expression: Expression, contents: Contents): void {
  countRow(report.kinds, change.kind, expression.how);
  for (const trait of traitsOf(change, contents)) countRow(report.traits, trait, expression.how);
  if (expression.how === "diff") count(report.diffReasons, expression.why);
}
