import type { Diagnostic, Project } from "typescript/unstable/async";
import { oneLine, type Problem, placeOf } from "../problem.ts";
import type { World } from "../world.ts";

/** DiagnosticCategory.Error */
const error = 1;

/** Every error of one file, or of all, that `tsc` would print; syntax errors hide no others. */
export async function errorsIn(project: Project, world: World, path?: string): Promise<Problem[]> {
  const { program, compilerOptions } = project;
  const { declaration, composite } = compilerOptions;
  const answers = await Promise.all([
    program.getSyntacticDiagnostics(path),
    program.getSemanticDiagnostics(path),
    declaration === true || composite === true ? program.getDeclarationDiagnostics(path) : [],
  ]);
  return await toProblems(project, answers.flat(), world);
}

/** Errors of the project as a whole: its options, missing libraries, missing files. */
export async function generalErrors(project: Project, world: World): Promise<Problem[]> {
  const { program } = project;
  const answers = await Promise.all([program.getGlobalDiagnostics(), program.getProgramDiagnostics()]);
  const problems = await toProblems(project, answers.flat(), world);
  // the compiler may name one problem under both headings
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Errors of the project file itself. */
export async function configErrors(project: Project, world: World): Promise<Problem[]> {
  return await toProblems(project, await project.program.getConfigFileParsingDiagnostics(), world);
}

async function toProblems(
  { program }: Project,
  diagnostics: readonly Diagnostic[],
  world: World,
): Promise<Problem[]> {
  const errors = diagnostics.filter((diagnostic) => diagnostic.category === error);
  const texts = new Map<string, string>();
  for (const { fileName } of errors) {
    if (fileName === undefined || texts.has(fileName)) continue;
    const text = world.seen(fileName) ?? (await program.getSourceFile(fileName))?.text;
    texts.set(fileName, text ?? "");
  }
  return errors.map((diagnostic) => {
    const file = diagnostic.fileName ?? null;
    const place = file === null ? { line: 1, column: 1 } : placeOf(texts.get(file)!, diagnostic.pos);
    return { file, ...place, code: diagnostic.code, message: oneLine(toMessage(diagnostic)) };
  });
}

function toMessage(diagnostic: Diagnostic): Parameters<typeof oneLine>[0] {
  return { text: diagnostic.text, chain: (diagnostic.messageChain ?? []).map(toMessage) };
}
