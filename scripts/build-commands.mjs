// Bundles the two commands, and the thread in which both check types, into dist/cli. Plain JavaScript: it runs at install, on whatever Node the machine has.

import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

// bundled CommonJS packages may still ask for require()
const requireShim =
  "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);";

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  platform: "node",
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
  external: ["typescript", "typescript/*"],
  banner: { js: `#!/usr/bin/env node\n${requireShim}` },
  metafile: true,
};

/** @param {string} root the project folder @param {string} [out] where the commands go */
export async function buildCommands(root, out = join(root, "dist/cli")) {
  await Promise.all([buildPatchctl(root, out), buildServer(root, out)]);
}

/**
 * patchctl starts once per edit, so it is split: only what a command needs is read. It runs on Node 20 too.
 * @param {string} root @param {string} out
 */
export async function buildPatchctl(root, out) {
  const { metafile } = await build({
    ...common,
    absWorkingDir: root,
    outdir: out,
    entryPoints: {
      patchctl: "bff/cli/patchctl.ts",
      "type-check-worker": "bff/host/node/typecheck/worker.ts",
    },
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
    target: "node20",
    minify: true,
  });
  chmodSync(join(out, "patchctl.js"), 0o755);
  removeOldParts(out, Object.keys(metafile.outputs));
}

/** @param {string} root @param {string} out */
export async function buildServer(root, out) {
  await build({
    ...common,
    absWorkingDir: root,
    outdir: out,
    entryPoints: { "mission-control": "bff/host/node/main.ts" },
    target: "node24",
  });
  chmodSync(join(out, "mission-control.js"), 0o755);
}

/** Parts of the build before this one; removed last, so that a command started meanwhile finds what it asks for. */
function removeOldParts(out, written) {
  const names = new Set(written.map((path) => path.slice(path.lastIndexOf("/") + 1)));
  const parts = join(out, "parts");
  if (!existsSync(parts)) return;
  for (const name of readdirSync(parts)) {
    if (!names.has(name)) rmSync(join(parts, name));
  }
}
