import type { Workspace } from "../ports/workspace.ts";

/** What one run of patchctl was given by the machine around it. */
export interface Session {
  cwd: string;
  /** the governed folder, symlinks resolved */
  root: string;
  env: NodeJS.ProcessEnv;
  /** what stands in for standard input, where that is not this call's own to read; "" is nothing */
  input?: string;
  /** an engine that outlives this call; without it each call opens one and closes it */
  engine?: Workspace;
}

/**
 * What a command answers. `json` goes to a pipe as it is; `text` is the same for a person. Exit 0 done, 1 refused,
 * 2 wrong usage.
 */
export interface Outcome {
  exit: 0 | 1 | 2;
  json: object;
  text: (paint: Paint) => string;
  /** nothing is printed: standard output has carried something else */
  silent?: boolean;
}

/** Colours, or nothing where they are not wanted. */
export interface Paint {
  green(text: string): string;
  red(text: string): string;
  cyan(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}
