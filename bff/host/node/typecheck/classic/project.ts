import type ts from "../typescript-5/node_modules/typescript/lib/typescript.js";
import type { SourceHost, TypeScript } from "./source-host.ts";

/** One project of a TypeScript up to 6. */
export interface ClassicProject {
  parsed(): ts.ParsedCommandLine;
  /** The program of the world as it is now; unchanged files are taken over from the one before. */
  program(): ts.Program;
  /** Whether a program of the world as it was before the next update is there to be looked at. */
  loaded(): boolean;
  /** Says that the world has changed: `moved`, files appeared or went; `configs`, project files may read differently. */
  update(change: { moved: boolean; configs: boolean }): void;
}

export function createClassicProject(
  typescript: TypeScript,
  host: SourceHost,
  config: string,
): ClassicProject {
  let parsed: ts.ParsedCommandLine | undefined;
  let program: ts.Program | undefined;
  let stale = true;
  let moved = false;

  function parse(): ts.ParsedCommandLine {
    parsed ??= typescript.getParsedCommandLineOfConfigFile(config, undefined, {
      ...host.parse,
      onUnRecoverableConfigFileDiagnostic: () => {},
    });
    if (parsed === undefined) throw new Error("the project file could not be read");
    return parsed;
  }

  return {
    parsed: parse,
    program() {
      if (program !== undefined && !stale) return program;
      const { fileNames, options, errors, projectReferences } = parse();
      program = typescript.createProgram({
        rootNames: fileNames,
        options,
        host: host.compiler(options, moved),
        configFileParsingDiagnostics: errors,
        ...(projectReferences === undefined ? {} : { projectReferences }),
        ...(program === undefined ? {} : { oldProgram: program }),
      });
      stale = false;
      moved = false;
      return program;
    },
    loaded: () => program !== undefined && !stale,
    update(change) {
      stale = true;
      moved ||= change.moved;
      if (change.configs) parsed = undefined;
    },
  };
}
