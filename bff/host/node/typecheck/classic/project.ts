import { oneLine, type Problem } from "../problem.ts";
import { createRecent } from "../recent.ts";
import type ts from "../typescript-5/node_modules/typescript/lib/typescript.js";
import type { SourceHost, TypeScript } from "./source-host.ts";

/** Errors are small; a program holds its whole checker: only that before a change and that after it are worth keeping. */
const errorsKept = 16;
const programsKept = 2;

interface Built {
  builder: ts.SemanticDiagnosticsBuilderProgram;
  /** how often files had appeared or gone when it was made */
  moves: number;
}

/** One project of a TypeScript up to 6. States of the world are told apart by name. */
export function createClassicProject(typescript: TypeScript, host: SourceHost, config: string) {
  const programs = createRecent<Built>(programsKept);
  const known = createRecent<readonly Problem[]>(errorsKept);
  let parsed: ts.ParsedCommandLine | undefined;
  let moves = 0;

  function parse(): ts.ParsedCommandLine {
    parsed ??= typescript.getParsedCommandLineOfConfigFile(config, undefined, {
      ...host.parse,
      onUnRecoverableConfigFileDiagnostic: () => {},
    });
    if (parsed === undefined) throw new Error("the project file could not be read");
    return parsed;
  }

  function program(state: string): ts.SemanticDiagnosticsBuilderProgram {
    const same = programs.get(state);
    if (same !== undefined) return same.builder;
    const { fileNames, options, errors, projectReferences } = parse();
    // the one used last is the state before the change in question: what it knows of unaffected files is taken over
    const last = programs.values().at(-1);
    const compilerHost = host.compiler(options, last?.moves !== moves);
    const builder = typescript.createSemanticDiagnosticsBuilderProgram(
      fileNames,
      options,
      compilerHost,
      last?.builder,
      errors,
      projectReferences,
    );
    programs.set(state, { builder, moves });
    return builder;
  }

  function toProblem({ file, start, code, messageText }: ts.Diagnostic): Problem {
    const message = oneLine(toMessage(messageText));
    if (file === undefined) return { file: null, line: 1, column: 1, code, message };
    const { line, character } = file.getLineAndCharacterOfPosition(start ?? 0);
    return { file: file.fileName, line: line + 1, column: character + 1, code, message };
  }
  const errorsAmong = (diagnostics: readonly ts.Diagnostic[]): Problem[] =>
    diagnostics.filter(({ category }) => category === typescript.DiagnosticCategory.Error).map(toProblem);

  return {
    parsed: parse,
    configProblems: (): readonly Problem[] => errorsAmong(parse().errors),
    sources: (state: string): readonly string[] =>
      program(state)
        .getSourceFiles()
        .map((file) => file.fileName),
    update(change: { moved: boolean; configs: boolean }): void {
      if (change.moved) moves += 1;
      if (change.configs) parsed = undefined;
    },
    problems(state: string): readonly Problem[] {
      const learnt = known.get(state);
      if (learnt !== undefined) {
        programs.get(state);
        return learnt;
      }
      const builder = program(state);
      const { declaration, composite } = builder.getCompilerOptions();
      const problems = errorsAmong([
        ...builder.getOptionsDiagnostics(),
        ...builder.getGlobalDiagnostics(),
        ...builder.getSyntacticDiagnostics(),
        ...builder.getSemanticDiagnostics(),
        ...(declaration === true || composite === true ? builder.getDeclarationDiagnostics() : []),
      ]);
      known.set(state, problems);
      return problems;
    },
  };
}

function toMessage(text: string | ts.DiagnosticMessageChain): Parameters<typeof oneLine>[0] {
  if (typeof text === "string") return { text, chain: [] };
  return { text: text.messageText, chain: (text.next ?? []).map(toMessage) };
}
