import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isBinary } from "../../../../shared/patch/bytes.ts";
import { openDocument } from "../../../../shared/patch/document.ts";
import { guardsOf, stateOf } from "../../../../shared/patch/guards.ts";
import { maxFileBytes } from "../../../../shared/patch/limits.ts";
import { type GuardAsked, markGuard } from "../../../../shared/patch/mark-guard.ts";
import { ok, type Refusal, refuse } from "../../../../shared/result.ts";
import type { GuardFound, Guards } from "../../../ports/guards.ts";
import { confine } from "./confine.ts";
import type { Engine } from "./context.ts";
import { readState } from "./read-state.ts";

/** The guards of a workspace: looked up, and the edit that makes a new one. */
export const guardsPort = (engine: Engine): Guards => ({
  async list(files) {
    if (!files) return ok(await allGuards(engine));
    const guards: GuardFound[] = [];
    for (const asked of files) {
      const found = look(engine, asked);
      if ("ok" in found) return found;
      guards.push(...guardsIn(engine, found.name, found.state.bytes));
    }
    return ok({ guards, files: files.length });
  },
  async mark(asked: GuardAsked) {
    const policy = await engine.policy();
    if ("ok" in policy) return policy;
    const found = look(engine, asked.file);
    if ("ok" in found) return found;
    const blocked = policy.refusePath(found.name);
    if (blocked) return blocked;
    const marked = markGuard(found.state, { ...asked, file: found.name }, engine.hash);
    if ("ok" in marked) return marked;
    const expect = { fileHash: engine.hash(found.state.bytes) };
    return ok({ operation: { op: "unified-diff", file: found.name, diff: marked.diff, expect } });
  },
});

function look(engine: Engine, asked: string) {
  const confined = confine(engine.root, asked);
  if ("ok" in confined) return confined;
  const read = readState(confined.path, confined.name);
  if (read && "ok" in read) return read;
  if (!read)
    return refuse(
      "FILE_NOT_FOUND",
      `${confined.name} does not exist; correct the path, which is relative to the workspace`,
      { file: confined.name },
    ) satisfies Refusal;
  return { name: confined.name, state: read.state };
}

/** In every file that git tracks or would track; without git, in every file there is. */
async function allGuards(engine: Engine): Promise<{ guards: GuardFound[]; files: number }> {
  const { listFiles } = await import("../watch/list-files.ts");
  const { files } = await listFiles(engine.root);
  const guards: GuardFound[] = [];
  for (const file of files.sort()) {
    const bytes = bytesOf(join(engine.root, file));
    if (bytes?.includes("@hash:") && !isBinary(bytes)) guards.push(...guardsIn(engine, file, bytes));
  }
  return { guards, files: files.length };
}

/** Null: gone since it was listed, a folder, over the limit, or not ours to read. */
function bytesOf(path: string): Buffer | null {
  try {
    const bytes = readFileSync(path);
    return bytes.length > maxFileBytes ? null : bytes;
  } catch {
    return null;
  }
}

function guardsIn(engine: Engine, file: string, bytes: Uint8Array): GuardFound[] {
  const doc = openDocument(bytes);
  return guardsOf(doc).map((guard) => {
    const { state, digits } = stateOf(doc, guard, engine.hash);
    const { name, start, end, hash } = guard;
    return { file, name, start, end, hash, actual: digits, state };
  });
}
