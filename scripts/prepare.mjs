// Runs after `npm ci` in a clone (and before `npm pack`), on whatever Node the machine has: builds the two
// commands and links them into node_modules/.bin, so that `npx patchctl` works in the clone as it does elsewhere.
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCommands } from "./build-commands.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
await buildCommands(root);
const bin = join(root, "node_modules", ".bin");
mkdirSync(bin, { recursive: true });
for (const name of ["patchctl", "mission-control"]) {
  rmSync(join(bin, name), { force: true });
  symlinkSync(join("..", "..", "dist", "cli", `${name}.js`), join(bin, name));
}
