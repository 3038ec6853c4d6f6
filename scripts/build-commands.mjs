// Bundles the two commands, and the thread in which both check types, into dist/cli; the client of other programs into
// dist/client. Plain JavaScript: it runs at install, on whatever Node the machine has.

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
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
 * patchctl starts once per edit. What a plain edit needs is one file of CommonJS, which Node loads in a third of the
 * time of thirty ES modules; everything else is in parts that are read when a command asks for them. It runs on
 * Node 20 too.
 * @param {string} root @param {string} out
 */
export async function buildPatchctl(root, out) {
  const asked = new Map();
  const edit = await build({
    ...common,
    absWorkingDir: root,
    outdir: out,
    entryPoints: { "parts/edit": "bff/cli/run.ts" },
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { "import.meta.url": "importMetaUrl" },
    target: "node20",
    minify: true,
    plugins: [partsOnDemand(root, asked)],
  });
  const parts = await build({
    ...common,
    absWorkingDir: root,
    outdir: out,
    entryPoints: { ...Object.fromEntries(asked), "type-check-worker": "bff/host/node/typecheck/worker.ts" },
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
    target: "node20",
    minify: true,
  });
  writeFileSync(join(out, "patchctl.js"), command, { mode: 0o755 });
  removeOldParts(
    out,
    [edit, parts].flatMap(({ metafile }) => Object.keys(metafile.outputs)),
  );
}

/** Node 22.1 and later keep the compiled code between runs. Two threads are enough for two files to sync at once. */
const command = `#!/usr/bin/env node
import module from "node:module";
module.enableCompileCache?.();
process.env.UV_THREADPOOL_SIZE ??= "2";
module.createRequire(import.meta.url)("./parts/edit.cjs");
`;

/** Modules that are loaded on demand from source, but that every plain edit asks for. */
const alwaysAsked = new Set(["bff/cli/commands/edit.ts", "bff/host/node/workspace.ts"]);

/**
 * Leaves what is imported on demand out of the one file: `asked` gets an entry point for each, named for its source.
 * @param {string} root @param {Map<string, string>} asked @returns {import("esbuild").Plugin}
 */
function partsOnDemand(root, asked) {
  return {
    name: "parts-on-demand",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^\./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === "resolved") return undefined;
        const found = await resolve(path, { kind, importer, resolveDir, pluginData: "resolved" });
        const source = relative(root, found.path).replaceAll("\\", "/");
        if (alwaysAsked.has(source)) return found;
        const name = source.replace(/\.ts$/, "").replaceAll("/", "-");
        asked.set(`parts/${name}`, source);
        return { path: `./${name}.js`, external: true };
      });
    },
  };
}

/** @param {string} root @param {string} out */
export async function buildServer(root, out) {
  await build({
    ...common,
    absWorkingDir: root,
    outdir: out,
    entryPoints: {
      "mission-control": "bff/host/node/main.ts",
      "trace-reader-worker": "bff/host/node/trace-reader/worker.ts",
      "write-worker": "bff/host/node/write-thread/worker.ts",
    },
    target: "node24",
  });
  chmodSync(join(out, "mission-control.js"), 0o755);
}

/**
 * `shared/client` as JavaScript modules with their types, for Node 20 and whatever else has `fetch`. The compiler is
 * run by the Node that runs this: what starts it is plain JavaScript. Each file is put in place whole: a program that
 * imports the client meanwhile finds no half of one.
 * @param {string} root @param {string} [out]
 */
export function buildClient(root, out = join(root, "dist/client")) {
  const options =
    "--declaration --rewriteRelativeImportExtensions --module nodenext --target es2022 --strict";
  const types = "--lib es2022,dom --skipLibCheck --ignoreConfig";
  mkdirSync(dirname(out), { recursive: true });
  const fresh = mkdtempSync(`${out}.`);
  const words = [...options.split(" "), ...types.split(" "), "--outDir", fresh, "shared/client/entry.ts"];
  try {
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...words], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    mkdirSync(out, { recursive: true });
    for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(out, name));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
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
