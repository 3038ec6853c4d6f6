import { oneLine, type Problem } from "../problem.ts";
import type { ProgramView } from "../program-view.ts";
import type ts from "../typescript-5/node_modules/typescript/lib/typescript.js";
import { isLibrary } from "../world.ts";
import type { TypeScript } from "./source-host.ts";

export function classicView(typescript: TypeScript, program: ts.Program): ProgramView {
  const { declaration, composite } = program.getCompilerOptions();

  function declaredIn(name: ts.StringLiteralLike): string[] {
    const symbol = program.getTypeChecker().getSymbolAtLocation(name);
    return (symbol?.declarations ?? []).map((node) => node.getSourceFile().fileName);
  }

  return {
    files: async () =>
      program
        .getSourceFiles()
        .map((file) => file.fileName)
        .filter((path) => !isLibrary(path)),
    syntax: async (path) => program.getSourceFile(path),
    async declaring(path) {
      const file = program.getSourceFile(path);
      // this compiler has already listed what a file imports
      const names = (file as { imports?: readonly ts.StringLiteralLike[] } | undefined)?.imports ?? [];
      return names.flatMap(declaredIn);
    },
    async errors(path) {
      const file = path === undefined ? undefined : program.getSourceFile(path);
      if (path !== undefined && file === undefined) return [];
      return errorsAmong(typescript, [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
        ...(declaration === true || composite === true ? program.getDeclarationDiagnostics(file) : []),
      ]);
    },
    generalErrors: async () =>
      errorsAmong(typescript, [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()]),
  };
}

export function errorsAmong(typescript: TypeScript, diagnostics: readonly ts.Diagnostic[]): Problem[] {
  return diagnostics
    .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
    .map(({ file, start, code, messageText }) => {
      const message = oneLine(toMessage(messageText));
      if (file === undefined) return { file: null, line: 1, column: 1, code, message };
      const { line, character } = file.getLineAndCharacterOfPosition(start ?? 0);
      return { file: file.fileName, line: line + 1, column: character + 1, code, message };
    });
}

function toMessage(text: string | ts.DiagnosticMessageChain): Parameters<typeof oneLine>[0] {
  if (typeof text === "string") return { text, chain: [] };
  return { text: text.messageText, chain: (text.next ?? []).map(toMessage) };
}
