import { applyLine } from "../../../api/curl-lines.ts";

/** A line, or a few, that connects an agent to this server, ready to paste. */
export interface ConnectLine {
  id: "patchctl" | "http" | "instructions";
  title: string;
  explain: string;
  text: string;
}

/** The ways an agent reaches the server at `url`. */
export function connectLines(url: string): ConnectLine[] {
  return [
    {
      id: "patchctl",
      title: "From the command line",
      explain:
        "In the governed folder, with the package installed there (npm pack makes it, npm i -D installs it). It finds this server and its token by itself.",
      text: "npx patchctl replace-block --file src/a.ts --start 12 --end 15 --block-file new.ts --requester my-agent",
    },
    {
      id: "http",
      title: "Over HTTP",
      explain: "From anywhere that reaches this server, with a token of role agent.",
      text: applyLine(url, "$MISSION_CONTROL_TOKEN"),
    },
    {
      id: "instructions",
      title: "In CLAUDE.md or AGENTS.md",
      explain: "What a coding agent reads before it works in the folder.",
      text: [
        "## Editing files",
        "Never write a whole file over another. Change files only with `npx patchctl`, one bounded edit at a time:",
        "- `npx patchctl context --file F --line 40` shows the numbered lines around line 40 and the file's hash.",
        "- `npx patchctl replace-block --file F --start 12 --end 15 --block-file new.ts` replaces exactly these lines;",
        "  `insert-before`, `insert-after`, `append`, `prepend`, `create-file`, `replace-text`, `insert-at-anchor`,",
        "  `replace-between`, `fill-placeholder` and `apply change.diff` are the other operations.",
        "- Add `--requester NAME --reason WHY`, and `--order-id` or `--task-id` where you were given one.",
        "- Read the JSON that comes back. On `ok: false` do what `error` says; do not write the file another way.",
        "  On `ts_check_ok: false` mend the type errors listed before you go on.",
      ].join("\n"),
    },
  ];
}
