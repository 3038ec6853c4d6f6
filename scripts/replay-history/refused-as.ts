import type { Workspace } from "../../bff/ports/workspace.ts";
import { parseBatch } from "../../shared/patch/parse-batch.ts";
import type { Change } from "./changes.ts";
import type { CarriedWhy, Contents } from "./express.ts";
import { decode } from "./text-lines.ts";

/**
 * What is carried over beside the engine is put to it all the same, as a dry run of git's own diff. Answers the code
 * of the refusal, null where no request can say the change at all, or "taken" where the engine would have done it.
 */
export async function refusedAs(
  workspace: Workspace,
  change: Change,
  why: CarriedWhy,
  contents: Contents,
): Promise<string | null> {
  if (why === "name is not UTF-8" || why === "bytes that are no UTF-8 come into a file that had none")
    return null;
  const file = change.kind === "delete" ? change.from.text! : change.to.text!;
  // whatever bytes it holds: it is not to be applied
  const diff = decode(await contents.section(), "latin-1");
  const parsed = parseBatch({ dryRun: true, patches: [{ op: "unified-diff", file, diff }] });
  if (!parsed.ok) return parsed.code;
  const answer = await workspace.simulate(parsed.batch);
  return answer.ok ? "taken" : answer.code;
}
