import { assertNever } from "../../shared/result.ts";
import { applySaid } from "./apply-said.ts";
import type { Said } from "./batches.ts";
import { carryAway, carryIn, dropEmptyFolders } from "./carry.ts";
import type { Change } from "./changes.ts";
import type { Commit } from "./history.ts";
import { refusedAs } from "./refused-as.ts";
import type { ReplayContext } from "./replay-context.ts";
import { type Put, sayCommit } from "./say-commit.ts";
import { count, countRow, type Failure, type Report } from "./tally.ts";
import { traitsOf } from "./traits.ts";

/**
 * Does one commit to a scratch tree that is at its first parent: what is carried goes out of the way, the engine does
 * what can be said, what is carried comes in. Answers the failure where the engine answered otherwise than it should;
 * how the tree came out is for `judgeCommit`.
 */
export async function replayCommit(commit: Commit, context: ReplayContext): Promise<Failure | null> {
  const { report, scratch, blobs } = context;
  const { puts, inTwo } = await sayCommit(commit, context);
  countCommit(report, commit, puts);
  if (inTwo) report.inTwo++;
  for (const put of puts) {
    const wrong = await putAllTheSame(commit, put, context);
    if (wrong) return wrong;
  }
  const carried = puts.filter(({ expression }) => expression.how === "carried").map(({ change }) => change);
  await scratch.setSpecial(await carryAway(scratch.root, carried));
  const said = puts.flatMap(saidOf);
  const removed = said.filter(({ change }) => inTwo && change.kind === "delete");
  const guarded = new Set<Change>();
  for (const round of [removed, said.filter((one) => !removed.includes(one))]) {
    const applied = await applySaid(commit, round, context);
    if ("failure" in applied) return applied.failure;
    for (const change of applied.guarded) guarded.add(change);
    // to git an empty folder is not there
    for (const { change } of round)
      if (change.kind === "delete" || change.kind === "rename")
        await dropEmptyFolders(scratch.root, change.from);
  }
  for (const put of puts)
    if (guarded.has(put.change)) {
      put.expression = { how: "carried", why: "guarded region" };
      count(report.carriedReasons, "guarded region: GUARD_VIOLATION");
      await scratch.setSpecial(await carryAway(scratch.root, [put.change]));
    }
  await scratch.setSpecial(await carryIn(scratch.root, [...carried, ...guarded], blobs));
  for (const put of puts) countPut(report, put);
  return null;
}

function saidOf({ change, expression }: Put): Said[] {
  switch (expression.how) {
    case "lines":
    case "diff":
      return [{ change, operations: expression.operations }];
    case "carried":
      return [];
    default:
      return assertNever(expression);
  }
}

/** What is carried has to be what the engine refuses. */
async function putAllTheSame(
  commit: Commit,
  { change, expression, contents }: Put,
  { workspace, report }: ReplayContext,
): Promise<Failure | null> {
  if (expression.how !== "carried") return null;
  const code = await refusedAs(workspace, change, expression.why, contents);
  if (code === "taken")
    return { kind: "taken", commit: commit.sha, file: change.to.text!, why: expression.why };
  count(report.carriedReasons, `${expression.why}: ${code ?? "no request can say it"}`);
  return null;
}

function countCommit(report: Report, { merge, parent }: Commit, puts: readonly Put[]): void {
  report.commits++;
  if (merge) report.merges++;
  if (parent === null) report.roots++;
  if (puts.length === 0) report.unchanged++;
  report.files += puts.length;
}

function countPut(report: Report, { change, expression, contents }: Put): void {
  countRow(report.kinds, change.kind, expression.how);
  for (const trait of traitsOf(change, contents)) countRow(report.traits, trait, expression.how);
  if (expression.how === "diff") count(report.diffReasons, expression.why);
}
