import type { FlagSpec, Flags } from "./arguments/parse-flags.ts";
import type { Outcome, Session } from "./session.ts";

/** One command: its flags, how it is used, and what it does. `rest` holds the plain arguments. */
export interface Command<S extends FlagSpec = FlagSpec> {
  /** the line after `patchctl <name>` in its help */
  usage: string;
  flags: S;
  /** how many plain arguments it takes at most */
  takes: number;
  /** what the plain argument is */
  word?: { name: string; help: string; needed: boolean; many?: true };
  /** what is read from standard input, or from the file that the plain argument names */
  reads?: { name: string; help: string; type?: "string" };
  /** flags it cannot do without */
  needs?: readonly (keyof S & string)[];
  run(session: Session, flags: Flags<S>, rest: string[]): Promise<Outcome>;
}

/** A command as the table lists it: loaded only when it is called. */
export interface CommandEntry {
  summary: string;
  /** it changes nothing */
  readsOnly?: true;
  load(): Promise<Command>;
}

/** Keeps a command's flag names and kinds in its type. */
export function defineCommand<const S extends FlagSpec>(command: Command<S>): Command {
  return command as unknown as Command;
}
