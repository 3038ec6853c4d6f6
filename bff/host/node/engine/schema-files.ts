import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./context.ts";
import type { ReadPolicy } from "./policy-file.ts";
import type { StateFolder } from "./state-folder.ts";
import { systemRefusal } from "./system-error.ts";

/**
 * Keeps the schemas beside the settings files, as this version has them, so that the `"$schema": "./policy.schema.json"`
 * of a policy resolves in an editor. They are derived, and git ignores them: whoever clones the repository has them
 * back with the first edit. Answers the names of those it wrote. Throws what the file system throws.
 */
export async function keepSchemas({ path }: Pick<StateFolder, "path">): Promise<string[]> {
  const { settingsSchemas } = await import("../../../../shared/settings-schemas.ts");
  const written: string[] = [];
  for (const [name, make] of Object.entries(settingsSchemas)) {
    const file = join(path, name);
    const text = make();
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, text);
    renameSync(temporary, file);
    written.push(name);
  }
  return written;
}

/** Whether the policy names the copy beside it. */
const wantsSchemas = (policy: { $schema?: string | undefined }): boolean =>
  /^(\.\/)?policy\.schema\.json$/.test(policy.$schema ?? "");

const kept = new WeakSet<StateFolder>();

/** The same for an edit: once per open workspace, only where the policy wants it, and never in the edit's way. */
export async function refreshSchemas(
  { folder, warn }: Pick<Engine, "folder" | "warn">,
  { policy }: ReadPolicy,
): Promise<void> {
  if (!wantsSchemas(policy) || kept.has(folder)) return;
  kept.add(folder);
  try {
    await keepSchemas(folder);
  } catch (error) {
    warn(systemRefusal(error, ".mission_control/policy.schema.json", "write").error);
  }
}
