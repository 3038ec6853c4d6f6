import type { Hash } from "../../../../shared/patch/hash.ts";
import type { PatchStore } from "./patch-store.ts";

/** What is kept of patches, to read: whoever is handed this alone has no writer. */
export interface Records {
  hash: Hash;
  store: Pick<PatchStore, "read" | "readDiff" | "readBackup">;
  folder: { readonly log: string };
}
