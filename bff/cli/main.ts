import { commandFirst } from "./arguments/command-first.ts";
import { globalFlags } from "./arguments/flags.ts";
import { type FlagSpec, parseFlags } from "./arguments/parse-flags.ts";
import { findRoot } from "./arguments/workspace-root.ts";
import { commands } from "./commands.ts";
import { misused } from "./print/outcomes.ts";
import { createPaint } from "./print/paint.ts";
import { unexpected } from "./print/unexpected.ts";
import { outIsTerminal, writeOut } from "./print/write-out.ts";
import type { Outcome } from "./session.ts";

const help = "patchctl --help lists the commands; patchctl <command> --help says how one is used.";

/** Runs one command and prints its outcome: JSON on a pipe, for reading on a terminal. Answers the exit code. */
export async function main(argv: string[]): Promise<number> {
  const terminal = await outIsTerminal();
  const asJson = !terminal || argv.includes("--json");
  const colour = terminal && !argv.includes("--no-color") && !process.env.NO_COLOR;
  let outcome: Outcome;
  try {
    outcome = await run(argv);
  } catch (problem) {
    outcome = unexpected(problem);
  }
  if (outcome.silent !== true)
    await writeOut(asJson ? `${JSON.stringify(outcome.json)}\n` : outcome.text(createPaint(colour)));
  return outcome.exit;
}

async function run(words: string[]): Promise<Outcome> {
  const [name, ...argv] = commandFirst(words, globalFlags);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    return (await import("./print/help.ts")).listCommands(name !== undefined);
  }
  if (name === "--version" || name === "-v") return (await import("./print/version.ts")).version();
  if (name.startsWith("-")) return misplaced(name);
  if (!Object.hasOwn(commands, name)) return unknownCommand(name);
  const command = await commands[name]!.load();
  const usage = `patchctl ${name} ${command.usage}`;
  const spec: FlagSpec = { ...command.flags, ...globalFlags };
  const parsed = parseFlags(argv, spec);
  if (parsed.ok ? parsed.flags.help : argv.includes("--help") || argv.includes("-h")) {
    return (await import("./print/help.ts")).explain(name, command);
  }
  if (!parsed.ok) return misused(parsed.problems, usage);
  const { flags, rest } = parsed;
  const missing = (command.needs ?? []).filter((need) => flags[need] === undefined);
  if (missing.length > 0) {
    const named = missing.map((need) => `--${need} <${command.flags[need]?.value ?? need}>`).join(", ");
    return misused([`${name} also needs ${named}.`], usage);
  }
  if (rest.length > command.takes) return misused([`"${rest[command.takes]}" is one word too many.`], usage);
  const cwd = process.cwd();
  const root = findRoot(cwd, flags.workspace as string | undefined);
  if (root === null) return misused([`--workspace ${flags.workspace} is not a folder.`], usage);
  return command.run({ cwd, root, env: process.env }, flags, rest);
}

/** A flag stands where the command should. */
function misplaced(flag: string): Outcome {
  const name = flag.replace(/^-+|=.*$/g, "");
  return misused(
    [
      Object.hasOwn(globalFlags, name)
        ? `The line names no command: patchctl --${name} … <command> ….`
        : `${flag} stands before the command; write it after the command.`,
    ],
    help,
  );
}

function unknownCommand(name: string): Outcome {
  const asked = name.toLowerCase().replaceAll("_", "-");
  const near = Object.keys(commands).find(
    (each) => each === asked || each.startsWith(asked) || asked.startsWith(each),
  );
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return misused([`There is no command "${name}".${hint}`], help);
}
