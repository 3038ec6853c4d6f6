import type { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import { PatchBatch, PatchOperation, patchOps } from "../models/patch-operation.ts";
import { ok, type Refusal, type Result, refuse } from "../result.ts";
import { looksLikeDiff, operationsOfDiff } from "./envelope-operations.ts";
import { tooLarge } from "./operation-block.ts";
import { type Loose, spellBatch, spellOperation } from "./spellings.ts";

/** One thing that is wrong with a request: where, which code, what to send instead. */
export interface Problem {
  path: string;
  code: ErrorCode;
  message: string;
}

/**
 * The first step of `parse -> plan -> commit`: a request, as it came in, becomes a `PatchBatch`, or every problem
 * of it is reported at once (`details.problems`; the code is that of the first).
 *
 * Accepts a batch, a list of operations, a single operation, the text of a diff or of a `*** Begin Patch`
 * envelope, and the looser spellings that agents use.
 */
export function parseBatch(input: unknown): Result<{ batch: PatchBatch }> {
  const loose = looseBatch(input);
  if (!loose.ok) return loose;
  const problems: Problem[] = [];
  const patches = loose.batch.patches;
  const spelled = Array.isArray(patches)
    ? patches.flatMap((patch, index) => spellPatch(patch, `patches.${index}`, problems))
    : patches;
  if (Array.isArray(spelled))
    spelled.forEach((op, index) => void parsePatch(op, `patches.${index}`, problems));
  const parsed = PatchBatch.safeParse({ ...loose.batch, patches: spelled });
  // what is wrong inside of a patch has been said above
  for (const issue of parsed.error?.issues ?? [])
    if (issue.path[0] !== "patches" || issue.path.length === 1) problems.push(problemOf(issue, ""));
  if (problems.length > 0) return refuseProblems(problems);
  return ok({ batch: parsed.data! });
}

function looseBatch(input: unknown): Result<{ batch: Loose }> {
  if (typeof input === "string") {
    if (looksLikeDiff(input)) return diffBatch(input, {});
    return refuse("INVALID_INPUT", "expected a JSON batch, a unified diff or a *** Begin Patch envelope", {});
  }
  if (Array.isArray(input)) return ok({ batch: { patches: input } });
  if (input === null || typeof input !== "object")
    return refuse("INVALID_INPUT", 'expected an object: { "patches": [ { "op": "replace-block", … } ] }', {});
  const batch = spellBatch(input as Loose);
  if (Array.isArray(batch.patches)) return ok({ batch });
  const text = batch.diff ?? batch.patch;
  const named = ["op", "file", "target_file", "path"].some((key) => key in batch);
  if (!named && typeof text === "string") {
    const { diff: _diff, patch: _patch, ...rest } = batch;
    return diffBatch(text, rest);
  }
  if (batch.patches !== undefined || !looksLikeOperation(batch)) return ok({ batch });
  // a single operation, with what belongs to the batch beside it
  const outer: Loose = {};
  const op: Loose = {};
  const shared = [
    "orderId",
    "requester",
    "reason",
    "branch",
    "traceId",
    "phase",
    "factory",
    "dryRun",
    "atomic",
    "coordinates",
  ];
  for (const [key, value] of Object.entries(batch)) (shared.includes(key) ? outer : op)[key] = value;
  return ok({ batch: { ...outer, patches: [op] } });
}

const looksLikeOperation = (value: Loose): boolean => {
  const op = spellOperation(value);
  return "op" in op || "file" in op;
};

function diffBatch(text: string, rest: Loose): Result<{ batch: Loose }> {
  const read = operationsOfDiff(text);
  return read.ok ? ok({ batch: { ...rest, patches: read.operations } }) : read;
}

/** An operation as the contract spells it; an envelope inside of one becomes several. */
function spellPatch(patch: unknown, path: string, problems: Problem[]): unknown[] {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return [patch];
  const op = spellOperation(patch as Loose);
  if (op.op === "unified-diff" && typeof op.diff === "string" && op.file === undefined) {
    const read = operationsOfDiff(op.diff);
    if (!read.ok) {
      problems.push({ path, code: read.code, message: read.error });
      return [op];
    }
    const { op: _op, diff: _diff, file: _file, ...rest } = op;
    return read.operations.map((one) => ({ ...rest, ...one }));
  }
  return [op];
}

function parsePatch(op: unknown, path: string, problems: Problem[]): void {
  const name = (op as Loose | null)?.op;
  if (typeof name === "string" && !(patchOps as readonly string[]).includes(name)) {
    const message = `unknown op ${JSON.stringify(name.slice(0, 80))}; the ops are ${patchOps.join(", ")}`;
    problems.push({ path, code: "UNKNOWN_OP", message });
    return;
  }
  const parsed = PatchOperation.safeParse(op);
  if (parsed.success) checkOperation(parsed.data, path, problems);
  else {
    for (const issue of parsed.error.issues) problems.push(problemOf(issue, path));
    invertedSpan(op, path, problems);
  }
}

function problemOf(issue: z.core.$ZodIssue, below: string): Problem {
  const path = [below, ...issue.path].filter((part) => part !== "").join(".");
  const last = issue.path.at(-1);
  const lineNumber = last === "start" || last === "end" || last === "line";
  if (lineNumber && issue.code === "too_small")
    return { path, code: "LINE_OUT_OF_RANGE", message: "lines are counted from 1" };
  if (issue.code === "invalid_union" && last === "op" && below !== "")
    return { path, code: "INVALID_INPUT", message: `op is missing; it is one of ${patchOps.join(", ")}` };
  return { path, code: "INVALID_INPUT", message: issue.message };
}

function checkOperation(op: PatchOperation, path: string, problems: Problem[]): void {
  const add = (refusal: Refusal | null, at: string) => {
    if (refusal) problems.push({ path: `${path}.${at}`, code: refusal.code, message: refusal.error });
  };
  if (op.file.includes("\0")) add(refuse("INVALID_INPUT", "a path holds no NUL"), "file");
  if (!op.file.isWellFormed())
    add(refuse("INVALID_INPUT", "a path holds no half of a surrogate pair; send whole characters"), "file");
  if (op.op === "unified-diff") return;
  if (op.block !== undefined) add(tooLarge(op.block), "block");
  if (op.block !== undefined && op.blockFile !== undefined)
    add(refuse("INVALID_INPUT", "send block or blockFile, not both"), "block");
  if (op.block === undefined && op.blockFile === undefined)
    add(
      refuse("INVALID_INPUT", `${op.op} needs a block: the text to put there ("" for no line at all)`),
      "block",
    );
  invertedSpan(op, path, problems);
}

function invertedSpan(op: unknown, path: string, problems: Problem[]): void {
  const { start, end } = (op ?? {}) as { start?: unknown; end?: unknown };
  if (typeof start === "number" && typeof end === "number" && start > end)
    problems.push({
      path: `${path}.end`,
      code: "SPAN_INVERTED",
      message: `the span ${start}-${end} ends before it starts; send start <= end`,
    });
}

function refuseProblems(problems: readonly Problem[]): Refusal {
  const first = problems[0]!;
  const place = (problem: Problem) =>
    problem.path === "" ? problem.message : `${problem.path}: ${problem.message}`;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more, see details.problems)` : "";
  return refuse(first.code, `${place(first)}${more}`, { problems: problems.slice(0, 200) });
}
