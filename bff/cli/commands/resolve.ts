import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { defineCommand } from "../command.ts";
import { done, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import { withEngine } from "../with-engine.ts";

/** `patchctl resolve`: the lines a placeholder stands for, or where its text would go. */
export const resolvePlaceholder = defineCommand({
  usage: "--file <path> --placeholder <NAME>",
  flags: {
    file: { kind: "text", value: "path", help: "the file to look into" },
    placeholder: { kind: "text", value: "NAME", help: "the NAME in ###FINAL_MILE_PROMPT__NAME###" },
  },
  needs: ["file", "placeholder"],
  takes: 0,
  run: (session, flags) =>
    withEngine(session, async (engine) => {
      const answer = await engine.resolve({
        file: fileInWorkspace(session.root, session.cwd, flags.file!),
        placeholder: flags.placeholder!,
      });
      if (!answer.ok) return refused(answer);
      const found = answer.resolved;
      return done({ ok: true, ...found }, (paint) => {
        const where = `${visible(found.file)} ${found.start}–${found.end}`;
        return `${paint.cyan(found.kind)}  ${where}  ${paint.dim(found.fileHash ?? "no file yet")}\n`;
      });
    }),
});
