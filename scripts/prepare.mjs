// Runs after `npm ci` in a clone, on whatever Node the machine has: builds the two commands and links them into
// node_modules/.bin, so that `npx patchctl` works in the clone as it does where the package is installed.

import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

// `npm ci --omit=dev` brings no bundler: who installs that way brings a build or needs none
if (!existsSync(join(root, "node_modules/esbuild"))) {
  console.log(
    "prepare: no esbuild here, so the commands are not built (npm ci brings it; --omit=dev leaves it out).",
  );
} else {
  const { buildCommands } = await import("./build-commands.mjs");
  await buildCommands(root);
  const bin = join(root, "node_modules", ".bin");
  mkdirSync(bin, { recursive: true });
  for (const name of ["patchctl", "mission-control"]) {
    rmSync(join(bin, name), { force: true });
    symlinkSync(join("..", "..", "dist", "cli", `${name}.js`), join(bin, name));
  }
}
