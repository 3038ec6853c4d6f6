import type { Workspace } from "../../ports/workspace.ts";
import type { FlagSpec, Flags } from "../arguments/parse-flags.ts";
import type { Command } from "../command.ts";
import { misused } from "../print/outcomes.ts";
import type { Outcome, Session } from "../session.ts";
import { flagsOf, propertyOf, toolSchema } from "./tool-schema.ts";
import { wrongArguments } from "./wrong-arguments.ts";

/** Runs a command with what a tool was called with. A trace of the call itself holds where the arguments name none. */
export function callTool(
  command: Command,
  given: Readonly<Record<string, unknown>>,
  session: Session & { engine: Workspace },
  trace: string | undefined,
  usage: string,
): Promise<Outcome> {
  const problems = wrongArguments(toolSchema(command), given);
  if (problems.length > 0) return Promise.resolve(misused(problems, usage));
  const flags: Record<string, unknown> = {};
  for (const flag of flagsOf(command.flags)) {
    const value = given[propertyOf(flag)];
    if (value !== undefined)
      flags[flag] = kindOf(command, flag) === "list" ? (value as unknown[]).map(String) : value;
  }
  if (trace !== undefined && "trace-id" in command.flags) flags["trace-id"] ??= trace;
  const read = command.reads === undefined ? undefined : given[command.reads.name];
  const input = read === undefined ? "" : typeof read === "string" ? read : JSON.stringify(read);
  const word = command.word === undefined ? undefined : given[command.word.name];
  const words = typeof word === "string" ? [word] : Array.isArray(word) ? word.map(String) : [];
  return command.run({ ...session, input }, flags as Flags<FlagSpec>, words);
}

const kindOf = (command: Command, flag: string) => command.flags[flag]?.kind;
