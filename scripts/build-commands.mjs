// Bundles the two commands into dist/cli. Plain JavaScript: it runs at install, before Node 24 is on the PATH.

import { join } from "node:path";
import { build } from "esbuild";

/** @param {string} root the project folder */
export async function buildCommands(root) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    external: ["typescript", "typescript/*"],
    // bundled CommonJS packages may still ask for require()
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);",
    },
  };
  await build({
    ...common,
    entryPoints: ["bff/cli/patchctl.ts"],
    outfile: join(root, "dist/cli/patchctl.js"),
    target: "node20",
    minify: true,
  });
  await build({
    ...common,
    entryPoints: ["bff/host/node/main.ts"],
    outfile: join(root, "dist/cli/mission-control.js"),
    target: "node24",
  });
}
