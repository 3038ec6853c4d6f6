import { globalFlags } from "../arguments/flags.ts";
import type { FlagSpec } from "../arguments/parse-flags.ts";
import type { Command } from "../command.ts";
import { commands } from "../commands.ts";
import type { Outcome } from "../session.ts";

/** The list of commands. Called without any command at all, that is wrong usage and exits 2. */
export function listCommands(asked: boolean): Outcome {
  const list = Object.entries(commands).map(([name, { summary }]) => ({ name, summary }));
  const error = "Name a command; patchctl <command> --help says how it is used.";
  return {
    exit: asked ? 0 : 2,
    json: asked
      ? { ok: true, commands: list }
      : { ok: false, code: "INVALID_INPUT", error, details: { commands: list } },
    text: (paint) =>
      [
        "patchctl: one bounded edit, done exactly or refused with the reason.",
        "",
        ...list.map(({ name, summary }) => `  ${paint.cyan(name.padEnd(18))}${summary}`),
        "",
        paint.dim(
          "patchctl <command> --help says how one is used. JSON on a pipe. Exit 0 done, 1 refused, 2 wrong usage.",
        ),
        "",
      ].join("\n"),
  };
}

/** How one command is used. */
export function explain(name: string, command: Command): Outcome {
  const flags: FlagSpec = { ...command.flags, ...globalFlags };
  const rows = Object.entries(flags).map(([flag, { value, help }]) => ({
    flag: `--${flag}${value === undefined ? "" : ` <${value}>`}`,
    help,
  }));
  const usage = `patchctl ${name} ${command.usage}`.trim();
  const summary = commands[name]?.summary ?? "";
  return {
    exit: 0,
    json: { ok: true, command: name, summary, usage, flags: rows },
    text: (paint) =>
      [
        `${paint.bold(usage)}`,
        `${summary}`,
        "",
        ...rows.map(({ flag, help }) => `  ${paint.cyan(flag.padEnd(28))} ${help}`),
        "",
      ].join("\n"),
  };
}
