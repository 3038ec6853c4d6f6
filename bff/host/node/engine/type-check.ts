import type { PatchDone } from "../../../../shared/models/patch-result.ts";
import type { FileChange } from "../../../ports/type-checker.ts";
import type { CheckVerdict } from "../../../ports/workspace.ts";
import type { Engine } from "./context.ts";
import { checkError } from "./events.ts";

const typed = /\.[cm]?tsx?$/;
const maybeTyped = /\.[cm]?jsx?$/;

/** Whether a checker could have anything to say about one of these files. */
export const isCheckable = (files: readonly string[]): boolean =>
  files.some((file) => typed.test(file) || maybeTyped.test(file));

const unchecked: CheckVerdict = { ok: null, out: "", ms: 0 };

/** Checks the changes of a batch as one, because its files belong together. A checker that breaks is no verdict. */
export async function checkChanges(engine: Engine, changes: readonly FileChange[]): Promise<CheckVerdict> {
  if (!isCheckable(changes.map(({ file }) => file))) return unchecked;
  try {
    const checker = await engine.checker();
    return checker ? await checker.check(changes) : unchecked;
  } catch (error) {
    engine.warn(`the type check did not run: ${error instanceof Error ? error.message : "unknown"}`);
    return { ...unchecked, out: "the type check did not run; the server's log says why" };
  }
}

/**
 * One patch's share of its batch's verdict. New errors in its own files are its own; errors in files that the
 * batch did not touch are everybody's; a file of a kind that nobody checks stays unchecked.
 */
export function verdictFor(
  verdict: CheckVerdict,
  files: readonly string[],
  batch: readonly string[],
): CheckVerdict {
  if (verdict.ok === null || !isCheckable(files))
    return { ...verdict, ok: null, out: isCheckable(files) ? verdict.out : "" };
  if (verdict.ok)
    return files.some((file) => typed.test(file)) || batch.every((file) => files.includes(file))
      ? verdict
      : { ...verdict, ok: null };
  const lines = verdict.out.split("\n").filter((line) => line !== "");
  const inFile = (line: string, file: string) => line.startsWith(`${file}(`) || line.startsWith(`${file}:`);
  const others = batch.filter((file) => !files.includes(file));
  const own = lines.filter((line) => !others.some((file) => inFile(line, file)));
  return own.length > 0 ? { ...verdict, out: own.join("\n") } : { ...verdict, ok: true, out: "" };
}

/** The answer once the verdict is known. */
export function withVerdict(done: PatchDone, verdict: CheckVerdict): PatchDone {
  const { ts_check_pending: _pending, ...rest } = done;
  const text =
    verdict.ok === null
      ? "nobody checks the types of this file"
      : verdict.ok
        ? "no new type error"
        : checkError(verdict);
  return {
    ...rest,
    ts_check_ok: verdict.ok,
    ...(verdict.out === "" ? {} : { ts_check_out: verdict.out }),
    ...(verdict.ok === null ? {} : { ts_check_ms: verdict.ms }),
    checks: [
      ...done.checks.filter((check) => check.name !== "types"),
      { name: "types", ok: verdict.ok, text },
    ],
  };
}
