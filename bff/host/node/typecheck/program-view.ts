import type { Problem } from "./problem.ts";
import type { SyntaxFile } from "./shape.ts";

/** One project as its compiler sees it at this moment. Paths are absolute with forward slashes. */
export interface ProgramView {
  /** every file of the program but installed packages and the libraries of the language */
  files(): Promise<readonly string[]>;
  syntax(path: string): Promise<SyntaxFile | undefined>;
  /** the files that declare the modules whose names stand at these offsets of a file */
  declaring(path: string, places: readonly number[]): Promise<readonly string[]>;
  /** the errors of one file, or of all: those of syntax, of types, and of declarations where the project writes them */
  errors(path?: string): Promise<readonly Problem[]>;
  /** the errors of the project as a whole; dear, as it may make the compiler look at everything */
  generalErrors(): Promise<readonly Problem[]>;
}
