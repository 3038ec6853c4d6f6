import type { Problem } from "./problem.ts";

/**
 * Names what a compiler sees: for each file that is not as it was first seen, which version it has. Two states of one
 * generation are the same where these are.
 */
export interface WorldState {
  generation: number;
  moved: ReadonlyMap<string, string>;
}

/** A state as text, equal for equal states. */
export const nameOf = (state: WorldState): string => JSON.stringify([state.generation, ...state.moved]);

/** What changed in the files a compiler has looked at, since it was last told. Absolute paths. */
export interface Delta {
  changed: string[];
  created: string[];
  deleted: string[];
  /** the version that each of these had */
  was: Map<string, string>;
  /** so much may have changed (a folder appeared, packages were installed) that nothing remembered counts */
  everything: boolean;
}

/**
 * One TypeScript, of whichever age, with its programs kept warm. It sees files only through the world it was made
 * with. Paths are absolute with forward slashes. A compiler that can no longer work throws.
 */
export interface Compiler {
  readonly version: string;
  /** The files that a project names itself, by its `files` and `include`. */
  roots(config: string): Promise<readonly string[]>;
  /** What is wrong with the project file itself; loads the program. */
  configProblems(config: string): Promise<readonly Problem[]>;
  /** Every file of the project's program, those it imports too; loads the program. */
  sources(config: string): Promise<readonly string[]>;
  /** Says what changed in the world; loaded programs follow. */
  update(delta: Delta): Promise<void>;
  /** Every error of a project in the world as it is now, which `state` names; unaffected files from what is known. */
  problems(config: string, state: WorldState): Promise<readonly Problem[]>;
  close(): Promise<void>;
}
