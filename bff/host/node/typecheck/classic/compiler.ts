import { createRequire } from "node:module";
import type { Compiler } from "../compiler.ts";
import { createIncrementalErrors } from "../incremental.ts";
import { kindsOf } from "../shape.ts";
import type { World } from "../world.ts";
import { createClassicProject } from "./project.ts";
import { createSourceHost, type TypeScript } from "./source-host.ts";
import { classicView, errorsAmong } from "./view.ts";

/** TypeScript up to 6: the compiler runs in this thread. */
export function createClassicCompiler(root: string, world: World, modulePath: string): Compiler {
  const typescript = createRequire(modulePath)(modulePath) as TypeScript;
  const host = createSourceHost(typescript, root, world);
  const kinds = kindsOf(typescript.SyntaxKind as unknown as Record<string, number>);
  const projects = new Map<string, ReturnType<typeof open>>();

  function open(config: string) {
    return {
      project: createClassicProject(typescript, host, config),
      errors: createIncrementalErrors(world, kinds),
    };
  }
  function opened(config: string) {
    const known = projects.get(config) ?? open(config);
    projects.set(config, known);
    return known;
  }

  return {
    version: typescript.version,
    roots: async (config) => opened(config).project.parsed().fileNames,
    configProblems: async (config) => errorsAmong(typescript, opened(config).project.parsed().errors),
    sources: async (config) =>
      opened(config)
        .project.program()
        .getSourceFiles()
        .map((file) => file.fileName),
    async update(delta) {
      const moved = delta.everything || delta.created.length + delta.deleted.length > 0;
      if (!moved && delta.changed.length === 0) return;
      const configs = moved || delta.changed.some((path) => path.endsWith(".json"));
      for (const { project, errors } of projects.values()) {
        if (project.loaded()) await errors.willChange(classicView(typescript, project.program()), delta);
        project.update({ moved, configs });
      }
    },
    async problems(config, state) {
      const { project, errors } = opened(config);
      return await errors.problems(classicView(typescript, project.program()), state);
    },
    async close() {
      projects.clear();
    },
  };
}
