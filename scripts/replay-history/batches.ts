import type { PatchOperation } from "../../shared/models/patch-operation.ts";
import type { Change } from "./changes.ts";

/** The operations of one file. They stay together, because their line numbers mean the file as it was found. */
export interface Said {
  change: Change;
  operations: readonly PatchOperation[];
}

/** As many as one batch takes. */
const most = 1000;

// what takes a file's old contents somewhere else goes before what changes or removes that file
const order: Record<Change["kind"], number> = { copy: 0, rename: 1, delete: 2, modify: 3, create: 4 };

/** A commit is one batch, unless it holds more operations than that takes: then as few as it needs. */
export function inBatches(said: readonly Said[]): Said[][] {
  const batches: Said[][] = [];
  let room = 0;
  for (const one of said.toSorted((a, b) => order[a.change.kind] - order[b.change.kind])) {
    if (one.operations.length > room) {
      batches.push([]);
      room = most;
    }
    batches.at(-1)!.push(one);
    room -= one.operations.length;
  }
  return batches;
}
