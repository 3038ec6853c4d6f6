import type { Compiler } from "./compiler.ts";
import { configGroups } from "./find-config.ts";
import type { World } from "./world.ts";

/** Which project a file belongs to. */
export interface Owners {
  /** The project file, or null where no project includes the file. */
  of(file: string): Promise<string | null>;
  /** Files appeared or went, or project files changed: what they include is asked anew. */
  forget(): void;
}

/**
 * The nearest project above a file that names it, or one that it refers to; else the nearest whose program has it
 * because something imports it; else the next folder up, as far as the root.
 */
export function createOwners(root: string, world: World, compiler: Compiler): Owners {
  const roots = new Map<string, ReadonlySet<string>>();

  async function rootsOf(config: string): Promise<ReadonlySet<string>> {
    const known = roots.get(config) ?? new Set(await compiler.roots(config));
    roots.set(config, known);
    return known;
  }

  return {
    async of(file) {
      for (const group of configGroups(file, root, world)) {
        for (const config of group) if ((await rootsOf(config)).has(file)) return config;
        for (const config of group) {
          // to find out, a project has to be loaded: that is done for those in whose folder the file lies
          if (!file.startsWith(config.slice(0, config.lastIndexOf("/") + 1))) continue;
          if ((await rootsOf(config)).size === 0) continue;
          if ((await compiler.sources(config)).includes(file)) return config;
        }
      }
      return null;
    },
    forget: () => roots.clear(),
  };
}
