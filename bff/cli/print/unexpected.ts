import type { Outcome } from "../session.ts";

/** A fault of patchctl itself. Said without a stack and without a path of this machine. */
export function unexpected(problem: unknown): Outcome {
  const code = (problem as NodeJS.ErrnoException).code;
  const what = typeof code === "string" ? code : problem instanceof Error ? problem.name : "unknown";
  const error = `patchctl failed in a way it does not know (${what}); the files are as before or wholly edited. Run patchctl doctor.`;
  return { exit: 1, json: { ok: false, code: "INTERNAL", error }, text: (paint) => `${paint.red(error)}\n` };
}
