import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildPatchctl } from "../../../scripts/build-commands.mjs";

const root = join(import.meta.dirname, "../../..");

/** Builds the command as it is shipped, into a folder of its own inside the project, so that its packages are found. */
export async function builtPatchctl(): Promise<{ path: string; dispose(): void }> {
  const out = mkdtempSync(join(root, "node_modules/.patchctl-"));
  await buildPatchctl(root, out);
  return { path: join(out, "patchctl.js"), dispose: () => rmSync(out, { recursive: true, force: true }) };
}
