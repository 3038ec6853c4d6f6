import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { defineCommand } from "../command.ts";
import { done, misused, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import { withEngine } from "../with-engine.ts";

const usage = "--file <path> (--anchor <text> | --placeholder <NAME> | --line <n>)…";

/** `patchctl context`: what an agent reads instead of the file. The hash it answers goes into `--expect-hash`. */
export const context = defineCommand({
  usage,
  flags: {
    file: { kind: "text", value: "path", help: "the file to look into" },
    anchor: { kind: "list", value: "text", help: "lines around this text; may be given again" },
    placeholder: { kind: "list", value: "NAME", help: "lines around this placeholder; may be given again" },
    line: { kind: "list", value: "line", help: "lines around this line; may be given again" },
  },
  needs: ["file"],
  takes: 0,
  async run(session, flags) {
    const lines = (flags.line ?? []).map(Number);
    if (!lines.every((line) => Number.isInteger(line) && line > 0)) {
      return misused(["--line takes a line number, counted from 1."], `patchctl context ${usage}`);
    }
    return withEngine(session, async (engine) => {
      const answer = await engine.context({
        file: fileInWorkspace(session.root, session.cwd, flags.file!),
        ...(flags.anchor === undefined ? {} : { anchors: flags.anchor }),
        ...(flags.placeholder === undefined ? {} : { placeholders: flags.placeholder }),
        ...(lines.length === 0 ? {} : { lines }),
      });
      if (!answer.ok) return refused(answer);
      const found = answer.context;
      return done({ ok: true, ...found }, (paint) =>
        [
          `${paint.bold(visible(found.file))}  ${found.lines} lines  ${paint.dim(`fileHash ${found.fileHash}`)}`,
          ...found.windows.flatMap((window) => [
            paint.cyan(`lines ${window.start}–${window.end}  ${window.reason}`),
            visible(window.text),
          ]),
          "",
        ].join("\n"),
      );
    });
  },
});
