import type { whoFlags } from "../arguments/flags.ts";
import type { Flags } from "../arguments/parse-flags.ts";
import { batchFields } from "../arguments/who.ts";
import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { openEngine } from "../open-engine.ts";
import { misused, refused } from "../print/outcomes.ts";
import type { Outcome, Session } from "../session.ts";
import { applyAndPrint } from "./apply-and-print.ts";

interface Asked extends Flags<typeof whoFlags> {
  file?: string[];
  start?: number;
  end?: number;
  name?: string;
}

/** `patchctl guard add`: both markers as one patch, with the hash of the lines between them. */
export async function addGuard(session: Session, asked: Asked, usage: string): Promise<Outcome> {
  const { file, start, end, name } = asked;
  const missing = Object.entries({ file, start, end, name }).flatMap(([flag, value]) =>
    value === undefined ? [`--${flag}`] : [],
  );
  if (file === undefined || start === undefined || end === undefined || name === undefined)
    return misused([`guard add also needs ${missing.join(", ")}.`], usage);
  if (file.length > 1) return misused(["--file was given twice; a guard lies in one file."], usage);
  if (!/^[A-Za-z0-9_.-]{1,200}$/.test(name))
    return misused([`--name takes letters, digits, dot, dash and underscore (got "${name}").`], usage);
  const engine = await openEngine(session);
  const marked = await engine.guards
    .mark({ file: fileInWorkspace(session.root, session.cwd, file[0]!), start, end, name })
    .finally(() => engine.close());
  if (!marked.ok) return refused(marked);
  const { parseBatch } = await import("../../../shared/patch/parse-batch.ts");
  const operation = asked["task-id"] ? { ...marked.operation, taskId: asked["task-id"] } : marked.operation;
  const parsed = parseBatch({
    reason: `guard ${name}`,
    ...batchFields(asked),
    patches: [operation],
  });
  return parsed.ok ? applyAndPrint(session, parsed.batch, "one") : refused(parsed);
}
