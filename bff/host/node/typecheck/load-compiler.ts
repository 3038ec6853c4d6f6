import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createClassicCompiler } from "./classic/compiler.ts";
import type { Compiler } from "./compiler.ts";
import { createNativeCompiler } from "./native/compiler.ts";
import type { World } from "./world.ts";

/** Where a TypeScript is installed. */
export interface Installed {
  /** path of its package.json */
  manifest: string;
  version: string;
}

/** The TypeScript that `tsc` would be in that folder, else the one that came with us; null where there is neither. */
export function findTypescript(folder: string): Installed | null {
  return installedFor(join(folder, "package.json")) ?? installedFor(import.meta.url);
}

function installedFor(from: string): Installed | null {
  const require = createRequire(from);
  try {
    const manifest = require.resolve("typescript/package.json");
    const { version } = require(manifest) as { version: string };
    return { manifest, version };
  } catch {
    return null;
  }
}

/** Starts the compiler of that installation. Throws where its files are not what its version promises. */
export async function loadCompiler(
  installed: Installed,
  root: string,
  world: World,
  onProcess: (pid: number) => void,
): Promise<Compiler> {
  const { manifest, version } = installed;
  const require = createRequire(manifest);
  if (Number.parseInt(version, 10) < 7) {
    const main = join(dirname(manifest), "lib", "typescript.js");
    if (!existsSync(main)) throw new Error(`TypeScript ${version} is installed without lib/typescript.js`);
    return createClassicCompiler(root, world, main);
  }
  const modules = {
    version,
    api: require.resolve("typescript/unstable/async"),
    ast: require.resolve("typescript/unstable/ast"),
  };
  return await createNativeCompiler(root, world, modules, onProcess);
}
