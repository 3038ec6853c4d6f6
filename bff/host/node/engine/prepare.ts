import type { PatchBatch, PatchOperation } from "../../../../shared/models/patch-operation.ts";
import type { WorkspaceTask } from "../../../../shared/models/workspace-task.ts";
import type { FileState } from "../../../../shared/patch/document.ts";
import { type ReadOperation, readOperation } from "../../../../shared/patch/read-operation.ts";
import type { Refusal } from "../../../../shared/result.ts";
import { type Confined, confine } from "./confine.ts";
import type { Engine } from "./context.ts";
import { refuseLinks } from "./linked-names.ts";
import type { ReadPolicy } from "./policy-file.ts";
import { type FileIdentity, readState, refuseUnwritableFolder } from "./read-state.ts";
import { readTasks } from "./tasks-file.ts";
import { refuseTurned } from "./turned-names.ts";

/** Operations whose names are the real ones of the workspace, and where those files are. */
export interface Prepared {
  reads: ReadOperation[];
  files: Map<string, Confined>;
}

/** Reads the operations and finds where each file they speak of really is; what may not be reached is refused here. */
export function prepare(engine: Engine, policy: ReadPolicy, batch: PatchBatch): Prepared {
  const files = new Map<string, Confined>();
  const known = new Map<string, Confined | Refusal>();
  const find = (asked: string): Confined | Refusal => {
    let found = known.get(asked);
    if (!found) {
      const confined = confine(engine.root, asked);
      // blocked by the name it was asked for as well as by the one it leads to
      found =
        "ok" in confined
          ? confined
          : (policy.refusePath(confined.name) ?? policy.refusePath(confined.named) ?? confined);
      known.set(asked, found);
      if (!("ok" in found)) files.set(found.name, found);
    }
    return found;
  };
  const asked = batch.patches.map(readOperation);
  const reads = asked.map((read): ReadOperation => {
    const { op } = read;
    const renamed = new Map<string, string>();
    for (const named of new Set([op.file, ...read.names])) {
      const found = find(named);
      if ("ok" in found) {
        const turned = found.code === "NOT_A_FILE" ? refuseTurned(named, asked) : null;
        return { ...read, names: [], refusal: turned ?? found };
      }
      renamed.set(named, found.name);
    }
    const linked = refuseLinks(engine.root, read.files ?? []);
    if (linked) return { ...read, names: [], refusal: linked };
    const name = (named: string) => renamed.get(named) ?? named;
    return {
      ...read,
      op: { ...op, file: name(op.file) } as PatchOperation,
      names: read.names.map(name),
      ...(read.files && {
        files: read.files.map((one) => ({ ...one, file: name(one.file), to: name(one.to) })),
      }),
    };
  });
  return { reads, files };
}

export interface Contents {
  states: Map<string, FileState | null | Refusal>;
  identities: Map<string, FileIdentity | null>;
  tasks: readonly WorkspaceTask[] | Refusal;
}

/** Reads every file of the batch, once, and the tasks. */
export async function readContents(engine: Engine, prepared: Prepared): Promise<Contents> {
  const states: Contents["states"] = new Map();
  const identities: Contents["identities"] = new Map();
  const wanted = new Set(prepared.reads.flatMap((read) => [read.op.file, ...read.names]));
  const made = new Set(prepared.reads.flatMap(filesMade));
  for (const [name, { path }] of prepared.files) {
    if (!wanted.has(name)) continue;
    const read = readState(path, name);
    const barred = read === null && made.has(name) ? refuseUnwritableFolder(path, name) : null;
    if (barred) states.set(name, barred);
    else if (read && "ok" in read)
      states.set(name, (made.has(name) ? refuseTurned(name, prepared.reads) : null) ?? read);
    else {
      states.set(name, read?.state ?? null);
      identities.set(name, read?.identity ?? null);
    }
  }
  return { states, identities, tasks: await readTasks(engine.folder.tasks) };
}

/** Names that an operation would make, so that it is known before the commit whether it can. */
function filesMade({ op, files }: ReadOperation): string[] {
  if (op.op === "create-file") return [op.file];
  return (files ?? [])
    .filter(({ kind }) => kind === "create" || kind === "copy" || kind === "rename")
    .map(({ to }) => to);
}
