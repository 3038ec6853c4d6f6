import type { PatchDone, PatchResult } from "../../../shared/models/patch-result.ts";
import type { Refusal } from "../../../shared/result.ts";
import type { Paint } from "../session.ts";
import { renderDiff } from "./render-diff.ts";
import { visible } from "./visible.ts";

/** One answer of the engine for a person: what happened, where, the checks, the diff. */
export function renderResult(result: PatchResult, paint: Paint): string {
  return result.ok ? renderDone(result, paint) : renderRefusal(result, paint);
}

/** Several answers, and how they add up. */
export function renderResults(results: readonly PatchResult[], paint: Paint): string {
  const done = results.filter((result) => result.ok).length;
  const sum =
    done === results.length
      ? paint.green(`${done} of ${results.length} done`)
      : paint.red(`${results.length - done} of ${results.length} refused`);
  return `${results.map((result) => renderResult(result, paint)).join("\n")}\n${sum}\n`;
}

export function renderRefusal(
  refusal: Omit<Refusal, "details"> & { file?: string | undefined; details?: unknown },
  paint: Paint,
): string {
  const where = refusal.file === undefined ? "" : `  ${visible(refusal.file)}`;
  const details = Object.entries(refusal.details ?? {})
    // what each operation was told is in the error already, or printed beside it
    .filter(([name]) => name !== "results" && name !== "file")
    .map(([name, value]) => `${paint.dim(visible(`  ${name}: ${JSON.stringify(value)}`))}\n`)
    .join("");
  return `${paint.red(paint.bold(`refused  ${refusal.code}`))}${where}\n${visible(refusal.error)}\n${details}`;
}

function renderDone(result: PatchDone, paint: Paint): string {
  const verb = result.dry_run ? "would apply" : result.replayed ? "applied before" : "applied";
  const span = result.start === undefined ? "" : `  ${lines(result.start, result.end ?? result.start)}`;
  const head = [
    paint.green(paint.bold(verb)),
    paint.cyan(result.patch_id),
    `${result.op} ${visible(result.file)}${span}`,
    `${paint.green(`+${result.lines_added}`)} ${paint.red(`−${result.lines_removed}`)}`,
    types(result, paint),
  ];
  const score =
    result.score === undefined
      ? ""
      : `score ${result.score.value}: ${visible(result.score.reasons.join(", "))}\n`;
  const moved =
    result.rebased === undefined
      ? ""
      : `rebased from ${lines(...result.rebased.from)} of the version you read to ${lines(...result.rebased.to)}\n`;
  const errors =
    result.ts_check_ok === false && result.ts_check_out ? `${paint.red(visible(result.ts_check_out))}\n` : "";
  const kept =
    result.not_reverted === undefined
      ? ""
      : `${paint.red("not put back")}  ${result.not_reverted.code}  ${visible(result.not_reverted.error)}\n`;
  const unlocked =
    result.unlocked === undefined
      ? ""
      : `${paint.yellow("unlocked")}  ${visible(result.unlocked.join(", "))}: its markers carry the hash of its lines now, or went with it\n`;
  return `${head.join("  ")}\n${moved}${unlocked}${score}${branch(result, paint)}${errors}${kept}${renderDiff(result.diff, paint)}`;
}

function branch({ git_branch: made }: PatchDone, paint: Paint): string {
  if (made === undefined) return "";
  if (made.commit !== null)
    return `committed ${paint.cyan(made.commit.slice(0, 10))} to ${visible(made.name)}\n`;
  return `${paint.red(visible(`not committed to ${made.name}: ${made.error ?? ""}`))}\n`;
}

function types(result: PatchDone, paint: Paint): string {
  const time = result.ts_check_ms === undefined ? "" : ` (${Math.round(result.ts_check_ms)} ms)`;
  if (result.ts_check_ok === true) return paint.green(`types ok${time}`);
  if (result.ts_check_ok === false) return paint.red(`new type errors${time}`);
  return paint.dim("types not checked");
}

const lines = (start: number, end: number): string =>
  start === end ? `line ${start}` : `lines ${start}–${end}`;
