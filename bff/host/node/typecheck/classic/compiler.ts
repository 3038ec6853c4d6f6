import { createRequire } from "node:module";
import { type Compiler, nameOf } from "../compiler.ts";
import type { World } from "../world.ts";
import { createClassicProject } from "./project.ts";
import { createSourceHost, type TypeScript } from "./source-host.ts";

/** TypeScript up to 6: the compiler runs in this thread, and its builder knows by itself which files a change reaches. */
export function createClassicCompiler(root: string, world: World, modulePath: string): Compiler {
  const typescript = createRequire(modulePath)(modulePath) as TypeScript;
  const host = createSourceHost(typescript, root, world);
  const projects = new Map<string, ReturnType<typeof createClassicProject>>();

  function project(config: string) {
    const known = projects.get(config) ?? createClassicProject(typescript, host, config);
    projects.set(config, known);
    return known;
  }
  const stateNow = (): string => nameOf(world.state());

  return {
    version: typescript.version,
    roots: async (config) => project(config).parsed().fileNames,
    configProblems: async (config) => project(config).configProblems(),
    sources: async (config) => project(config).sources(stateNow()),
    async update(delta) {
      const moved = delta.everything || delta.created.length + delta.deleted.length > 0;
      const configs = moved || delta.changed.some((path) => path.endsWith(".json"));
      for (const known of projects.values()) known.update({ moved, configs });
    },
    problems: async (config, state) => project(config).problems(nameOf(state)),
    async close() {
      projects.clear();
    },
  };
}
