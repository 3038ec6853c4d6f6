import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json: three up from the source, two up from the bundle in `dist/cli`. */
function findInstallRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, "../.."), join(here, "../../..")];
  return candidates.find((folder) => existsSync(join(folder, "package.json"))) ?? candidates[0]!;
}

export const installRoot = findInstallRoot();
export const webRoot = join(installRoot, "dist", "web");
export const version = (
  JSON.parse(readFileSync(join(installRoot, "package.json"), "utf8")) as { version: string }
).version;
