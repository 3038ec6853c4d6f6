import { wrongWith } from "../../../shared/patch/guard-words.ts";
import { refuse } from "../../../shared/result.ts";
import type { GuardFound } from "../../ports/guards.ts";
import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { done, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import type { Outcome, Paint, Session } from "../session.ts";
import { withEngine } from "../with-engine.ts";

/** `patchctl guard check`: every guard with its hash recomputed. Fails where one does not hold. */
export const checkGuards = (session: Session, files: readonly string[] | undefined): Promise<Outcome> =>
  withEngine(session, async (engine) => {
    const answer = await engine.guards.list(
      files?.map((file) => fileInWorkspace(session.root, session.cwd, file)),
    );
    if (!answer.ok) return refused(answer);
    const { guards } = answer;
    const wrong = guards.filter(({ state }) => state !== "ok");
    const counted = `${guards.length} ${guards.length === 1 ? "guard" : "guards"} in ${answer.files} ${answer.files === 1 ? "file" : "files"}`;
    const list = (paint: Paint) => guards.map((guard) => line(guard, paint)).join("");
    if (wrong.length === 0)
      return done({ ok: true, guards, files: answer.files }, (paint) => `${list(paint)}${counted}\n`);
    const words = wrong.map(
      (one) => `"${one.name}" (${one.file} ${one.start}-${one.end}) ${wrongWith(one, one.state, one.actual)}`,
    );
    const refusal = refuse(
      "GUARD_VIOLATION",
      `${wrong.length} of ${counted} ${wrong.length === 1 ? "does" : "do"} not hold: ${words.slice(0, 5).join("; ")}${words.length > 5 ? "; …" : ""}. Put the lines back as they were (git diff shows what changed), or have a reviewer accept them by an edit of the file that unlocks the guard`,
      { guards, files: answer.files },
    );
    return {
      exit: 1,
      json: refusal,
      text: (paint) => `${list(paint)}${paint.red(`${wrong.length} of ${counted} do not hold`)}\n`,
    };
  });

function line(guard: GuardFound, paint: Paint): string {
  const { name, file, start, end, hash, state, actual } = guard;
  const mark = state === "ok" ? paint.green("ok   ") : paint.red("WRONG");
  const why = state === "ok" ? "" : `\n       ${visible(wrongWith(guard, state, actual))}`;
  return `${mark}  ${paint.cyan(visible(name))}  ${visible(file)} ${start}–${end}  ${paint.dim(hash)}${why}\n`;
}
