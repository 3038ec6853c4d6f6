// Bundles the two commands, and the thread in which both check types, into dist/cli. Plain JavaScript: it runs at install, on whatever Node the machine has.

import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

// bundled CommonJS packages may still ask for require()
const requireShim =
  "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);";

/** @param {string} root the project folder @param {string} [out] where the commands go */
export async function buildCommands(root, out = join(root, "dist/cli")) {
  mkdirSync(out, { recursive: true });
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    external: ["typescript", "typescript/*"],
    banner: { js: `#!/usr/bin/env node\n${requireShim}` },
    outdir: out,
    metafile: true,
  };
  // patchctl starts once per edit: only what a command needs is read, so it is split, and it runs on Node 20 too
  const patchctl = await build({
    ...common,
    entryPoints: {
      patchctl: "bff/cli/patchctl.ts",
      "type-check-worker": "bff/host/node/typecheck/worker.ts",
    },
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
    target: "node20",
    minify: true,
  });
  const server = await build({
    ...common,
    entryPoints: { "mission-control": "bff/host/node/main.ts" },
    target: "node24",
  });
  removeOldParts(out, [...Object.keys(patchctl.metafile.outputs), ...Object.keys(server.metafile.outputs)]);
  for (const name of ["patchctl", "mission-control"]) chmodSync(join(out, `${name}.js`), 0o755);
}

/** Parts of the build before this one; removed last, so that a command started meanwhile finds what it asks for. */
function removeOldParts(out, written) {
  const names = new Set(written.map((path) => path.slice(path.lastIndexOf("/") + 1)));
  const parts = join(out, "parts");
  for (const name of readdirSync(parts)) {
    if (!names.has(name)) rmSync(join(parts, name));
  }
}
