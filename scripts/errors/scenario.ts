import type { ErrorCode } from "../../shared/errors.ts";
import type { Refusal } from "../../shared/result.ts";

/** A refusal that was really given, with what was done to get it. */
export interface Provoked {
  /** lines above the request that set the stage, as a reader would do it; "" for none */
  stage?: string;
  /** the request: a command line, or an HTTP request with its body */
  request: string;
  refusal: Refusal;
}

/** Provokes one code in a place of its own. */
export interface Scenario {
  code: ErrorCode;
  run(place: Place): Promise<Provoked>;
}

/** A scratch workspace with the small project that the examples are about, and the ways to edit it. */
export interface Place {
  root: string;
  write(file: string, contents: string | Uint8Array): void;
  /** Runs a command of patchctl in this process; the words are as on its command line. */
  patchctl(
    words: readonly string[],
    options?: { input?: string; env?: NodeJS.ProcessEnv },
  ): Promise<Provoked>;
  /** The same where it has to succeed. */
  done(words: readonly string[], options?: { input?: string }): Promise<Record<string, unknown>>;
  /** A running server over the workspace, started at the first call and ended with the place. */
  server(): Promise<Server>;
}

export interface Server {
  url: string;
  /** Makes a token with a role. */
  token(role: string): Promise<{ id: string; token: string }>;
  /** A request, by default with an admin's token. */
  ask(method: string, path: string, body?: unknown, options?: AskOptions): Promise<Provoked>;
}

export interface AskOptions {
  /** null: none is sent */
  token?: string | null;
  headers?: Record<string, string>;
}
