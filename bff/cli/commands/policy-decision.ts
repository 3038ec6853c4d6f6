import { confine } from "../../host/node/engine/confine.ts";
import type { PathDecision } from "../../host/node/engine/path-rules.ts";
import type { ReadPolicy } from "../../host/node/engine/policy-file.ts";
import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { done, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import type { Outcome, Session } from "../session.ts";

/**
 * `patchctl policy --file F`: whether F may be edited, and by which entry. A link is judged by its own name and by the
 * file it leads to, as an edit is.
 */
export function decideFile(session: Session, read: ReadPolicy, typed: string): Outcome {
  const found = confine(session.root, fileInWorkspace(session.root, session.cwd, typed));
  if ("ok" in found) return refused(found);
  const names = [...new Set([found.name, found.named])];
  const against = names.find((name) => !read.decide(name).allowed);
  const name = against ?? found.name;
  const decision = read.decide(name);
  const refusal = read.refusePath(name);
  if (refusal) return refused({ ...refusal, details: { ...refusal.details, ...decision } });
  return done(
    { ok: true, file: found.name, ...decision },
    (paint) => `${paint.green("may be edited")}  ${visible(found.name)}  ${paint.dim(by(decision))}\n`,
  );
}

const by = ({ key, glob }: PathDecision): string => (glob === null ? key : `${key}: ${glob}`);
