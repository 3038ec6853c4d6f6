import type { Project } from "typescript/unstable/async";
import type { ProgramView } from "../program-view.ts";
import { isLibrary, type World } from "../world.ts";
import { errorsIn, generalErrors } from "./diagnostics.ts";

export function nativeView(project: Project, world: World): ProgramView {
  const { program, checker } = project;
  return {
    files: async () => (await program.getSourceFileNames()).filter((path) => !isLibrary(path)),
    syntax: async (path) => await program.getSourceFile(path),
    async declaring(path, places) {
      const symbols = await checker.getSymbolAtPosition(path, places);
      return symbols.flatMap((symbol) => symbol?.declarations.map((node) => node.path) ?? []);
    },
    errors: async (path) => await errorsIn(project, world, path),
    generalErrors: async () => await generalErrors(project, world),
  };
}
