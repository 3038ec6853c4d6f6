import { createHash } from "node:crypto";
import { PatchBatch } from "../../models/patch-operation.ts";
import type { Policy } from "../../models/policy.ts";
import type { WorkspaceTask } from "../../models/workspace-task.ts";
import type { Refusal } from "../../result.ts";
import { defaultPolicy } from "../default-policy.ts";
import type { FileState } from "../document.ts";
import { planBatch } from "../plan.ts";
import type { PlannedOperation } from "../planned-operation.ts";
import { readOperation } from "../read-operation.ts";

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOfBytes = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

interface Options {
  coordinates?: "original" | "sequential";
  policy?: Partial<Policy>;
  tasks?: WorkspaceTask[];
  /** guards that a reviewer's batch names */
  unlock?: string[];
  mayUnlock?: boolean;
}

/** Plans operations on files given as text or bytes. No limit on how much of a file may change, unless asked for. */
export function planFiles(
  files: Record<string, string | Uint8Array | FileState>,
  operations: readonly Record<string, unknown>[],
  {
    coordinates = "original",
    policy = { maxChangedShare: 1 },
    tasks = [],
    unlock = [],
    mayUnlock = true,
  }: Options = {},
) {
  const batch = PatchBatch.parse({ coordinates, atomic: false, patches: operations });
  const reads = batch.patches.map(readOperation);
  const states = new Map<string, FileState | null>();
  for (const name of new Set(reads.flatMap((read) => [read.op.file, ...read.names]))) states.set(name, null);
  for (const [name, contents] of Object.entries(files))
    states.set(
      name,
      contents instanceof Uint8Array || typeof contents === "string"
        ? { bytes: typeof contents === "string" ? bytesOf(contents) : contents, executable: false }
        : contents,
    );
  const plan = planBatch({
    reads,
    coordinates,
    files: states,
    tasks,
    policy: { ...defaultPolicy, ...policy },
    hash: sha256,
    unlock,
    mayUnlock,
  });
  const after = new Map([...states].map(([name, state]) => [name, state]));
  for (const change of plan.changes) after.set(change.file, change.after);
  return {
    plan,
    /** contents of a file after the batch, as text */
    text: (name: string) => textOfBytes(after.get(name)?.bytes ?? new Uint8Array()),
    bytes: (name: string) => after.get(name)?.bytes ?? null,
    state: (name: string) => after.get(name) ?? null,
    done: (index = 0): PlannedOperation => {
      const one = plan.outcomes[index]!;
      if ("ok" in one) throw new Error(`refused with ${one.code}: ${one.error}`);
      return one;
    },
    refusal: (index = 0): Refusal => {
      const one = plan.outcomes[index]!;
      if (!("ok" in one)) throw new Error("was expected to be refused, but was planned");
      return one;
    },
  };
}
