import { whoFlags } from "../arguments/flags.ts";
import { defineCommand } from "../command.ts";
import { misused } from "../print/outcomes.ts";

const usage = "add --file <path> --start <line> --end <line> --name <NAME> | check [--file <path>]…";

/** `patchctl guard add|check`: puts a guard around lines, or looks whether all of them hold. */
export const guard = defineCommand({
  usage,
  flags: {
    file: {
      kind: "list",
      value: "path",
      help: "the file to guard, or one to check; for check it may be given again",
    },
    start: { kind: "whole", value: "line", help: "first line to guard, counted from 1" },
    end: { kind: "whole", value: "line", help: "last line to guard, included" },
    name: {
      kind: "text",
      value: "NAME",
      help: "what the guard is called: letters, digits, dot, dash, underscore",
    },
    ...whoFlags,
  },
  takes: 1,
  word: { name: "action", help: "add or check", needed: true },
  async run(session, flags, [action]) {
    switch (action) {
      case "add":
        return (await import("./guard-add.ts")).addGuard(session, flags, `patchctl guard ${usage}`);
      case "check":
        return (await import("./guard-check.ts")).checkGuards(session, flags.file);
      default:
        return misused(["Say what to do: guard add or guard check."], `patchctl guard ${usage}`);
    }
  },
});
