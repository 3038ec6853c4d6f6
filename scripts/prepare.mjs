// Runs after `npm ci` in a clone, on whatever Node the machine has: builds the two commands and links them into
// node_modules/.bin, so that `npx patchctl` works in the clone as it does where the package is installed.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

if (!existsSync(join(root, "node_modules/esbuild"))) {
  // `npm ci --omit=dev` brings no bundler: who installs that way brings a build or needs none
  console.log(
    "prepare: no esbuild here, so the commands are not built (npm ci brings it; --omit=dev leaves it out).",
  );
} else if (process.env._PACOTE_NO_PREPARE_ !== undefined) {
  // npm packs a clone of ours for somebody who depends on the git repository: nobody will build there after this
  execFileSync("node", ["scripts/build.ts", "--force"], { cwd: root, stdio: "inherit" });
} else {
  const { buildClient, buildCommands } = await import("./build-commands.mjs");
  await buildCommands(root);
  buildClient(root);
  link("patchctl");
  link("mission-control");
}

function link(name) {
  const bin = join(root, "node_modules", ".bin");
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, name), { force: true });
  symlinkSync(join("..", "..", "dist", "cli", `${name}.js`), join(bin, name));
}
