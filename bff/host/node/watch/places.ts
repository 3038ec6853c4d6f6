import { join } from "node:path";
import type { StateFolder } from "../engine/state-folder.ts";

/** Where what is known of the files is kept, inside of `.mission_control`. */
export const placesIn = (folder: StateFolder) => ({
  /** one line an edit that went around, and one when it is closed */
  edits: join(folder.path, "out_of_band.jsonl"),
  manifest: join(folder.path, "known", "manifest.jsonl"),
  /** contents that neither git nor a backup has, by their sha256 */
  copies: join(folder.path, "known", "copies"),
});
export type Places = ReturnType<typeof placesIn>;
