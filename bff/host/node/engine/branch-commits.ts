import type { PatchBatch } from "../../../../shared/models/patch-operation.ts";
import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import type { PatchToCommit } from "../git/commit-patch.ts";
import type { Engine } from "./context.ts";
import type { Numbered } from "./numbered.ts";
import type { Request } from "./request.ts";

/** How often commits are made anew because others moved the branch meanwhile. */
const attempts = 10;

/** The branch that a batch asks for, or why it cannot have one. Null: it asks for none. */
export async function branchAsked(batch: PatchBatch): Promise<string | null | Refusal> {
  if (batch.gitBranch !== true) return null;
  if (batch.traceId === undefined)
    return refuse(
      "INVALID_INPUT",
      "a branch of its own is named for the trace it belongs to, and this edit names none; send traceId (patchctl: --trace-id), or leave the branch out",
      { path: "traceId" },
    );
  const { passBranch } = await import("../git/pass-branch.ts");
  return passBranch(batch.traceId, batch.requester);
}

/**
 * Writes operations, and leads the branch to a commit of each. The commits are made before `write`, so that an edit
 * which the branch cannot take is refused as a whole. The checkout's own branch, index and stash are not touched.
 */
export async function withCommits(
  engine: Engine,
  request: Request,
  name: string,
  operations: readonly Numbered[],
  write: () => Promise<PatchDone[] | Refusal>,
): Promise<PatchDone[] | Refusal> {
  const { moveBranch, readyCommits } = await import("../git/pass-commits.ts");
  const patches = await patchesToCommit(request, operations);
  let ready = await readyCommits(engine.root, name, patches);
  if ("ok" in ready) return ready;
  const done = await write();
  if ("ok" in done) return done;
  for (let attempt = 1; attempt < attempts; attempt++) {
    if (await moveBranch(ready)) return tell(engine, done, name, ready.commits);
    const again = await readyCommits(engine.root, name, patches);
    if ("ok" in again) return tell(engine, done, name, again);
    ready = again;
  }
  return tell(engine, done, name, tooBusy);
}

/**
 * Leads the branches that reverted patches were committed to on to what reverts them, which stands in the files. A
 * revert is not held up by its branch: where that is checked out, gone, or another one by now, the answer says so.
 * The branch of each is in `names`; null: it has none.
 */
export async function commitReverts(
  engine: Engine,
  request: Request,
  operations: readonly Numbered[],
  names: readonly (string | null)[],
  written: readonly PatchDone[],
): Promise<PatchDone[]> {
  const told = [...written];
  for (const name of new Set(names)) {
    if (name === null) continue;
    const mine = operations.flatMap((_, at) => (names[at] === name ? [at] : []));
    const patches = await patchesToCommit(
      request,
      mine.map((at) => operations[at]!),
    );
    const commits = await leadOn(engine, name, patches);
    const answers = mine.map((at) => written[at]!);
    for (const [index, answer] of tell(engine, answers, name, commits).entries()) told[mine[index]!] = answer;
  }
  return told;
}

async function leadOn(
  engine: Engine,
  name: string,
  patches: readonly PatchToCommit[],
): Promise<readonly string[] | Refusal> {
  const { moveBranch, readyCommits } = await import("../git/pass-commits.ts");
  for (let attempt = 1; attempt < attempts; attempt++) {
    const ready = await readyCommits(engine.root, name, patches);
    if ("ok" in ready) return ready;
    if (ready.tip === null) return gone;
    if (await moveBranch(ready)) return ready.commits;
  }
  return tooBusy;
}

async function patchesToCommit(request: Request, operations: readonly Numbered[]): Promise<PatchToCommit[]> {
  const { commitMessage } = await import("../git/commit-message.ts");
  return operations.map(({ patchId, planned, reverts }) => {
    const { op, file, taskId } = planned.read.op;
    const subject = { patch_id: patchId, op, file, task_id: taskId ?? null };
    const meta = reverts === undefined ? request.meta : { ...request.meta, reverts };
    return {
      steps: planned.steps,
      message: commitMessage(subject, meta),
      author: String(request.meta.requester ?? ""),
    };
  });
}

const gone = refuse("BRANCH_CONFLICT", "", { problem: "it is not there any more" });
const tooBusy = refuse("BRANCH_CONFLICT", "", { problem: "others kept moving it" });

/** The answers with what became of the branch, in the records too: the same request again gets the same answer. */
function tell(
  { store, warn }: Engine,
  written: readonly PatchDone[],
  name: string,
  commits: readonly string[] | Refusal,
): PatchDone[] {
  return written.map((done, at) => {
    const told: PatchDone = {
      ...done,
      git_branch:
        "ok" in commits ? { name, commit: null, error: whyNot(commits) } : { name, commit: commits[at]! },
    };
    try {
      const stored = store.read(done.patch_id);
      const { diff: _diff, ...answer } = told;
      if (stored) store.write({ ...stored, answer });
    } catch {
      warn(`the record of ${done.patch_id} does not name its commit: it could not be written`);
    }
    return told;
  });
}

/** What was refused before a write would say that nothing was written; this was. */
const whyNot = ({ error, details }: Refusal): string =>
  details?.problem === undefined
    ? error
    : `${String(details.problem)}. The edit stands in the files, and its diff can be committed by hand`;
