import { refuse } from "../../../shared/result.ts";
import type { OpenSpace, OpenSpaces } from "../../ports/open-space.ts";
import { whoFlags } from "../arguments/flags.ts";
import { batchFields } from "../arguments/who.ts";
import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { defineCommand } from "../command.ts";
import { misused, refused } from "../print/outcomes.ts";
import type { Outcome, Session } from "../session.ts";
import { withEngine } from "../with-engine.ts";
import { applyAndPrint } from "./apply-and-print.ts";

const usage = "(--file <path> [--line <n>]… | --of <patch_id>)";

/** `patchctl close-space`: takes the blank lines out that are left of what `--open-space` opened. A patch as any other. */
export const closeSpace = defineCommand({
  usage,
  flags: {
    file: {
      kind: "text",
      value: "path",
      help: "the file; all of its remaining padding where no --line is given",
    },
    line: {
      kind: "list",
      value: "line",
      help: "only the padding that this line is in, or that begins below it; may be given again",
    },
    of: { kind: "text", value: "patch_id", help: "the padding that this patch opened, wherever it is now" },
    ...whoFlags,
  },
  takes: 0,
  async run(session, flags) {
    const wrong = (problem: string) => misused([problem], `patchctl close-space ${usage}`);
    if ((flags.file === undefined) === (flags.of === undefined))
      return wrong("Give the file (--file) or the patch that opened the space (--of).");
    const lines = (flags.line ?? []).map(Number);
    if (!lines.every((line) => Number.isInteger(line) && line > 0))
      return wrong("--line takes a line number, counted from 1.");
    if (flags.of !== undefined && lines.length > 0)
      return wrong("--of takes all that the patch opened; give --line with --file.");
    const found = await openIn(session, flags.file, flags.of);
    if ("exit" in found) return found;
    const { file, fileHash, spaces } = found;
    const chosen =
      lines.length === 0 ? spaces : spaces.filter((space) => lines.some((line) => isAt(space, line)));
    const missed = lines.filter((line) => !spaces.some((space) => isAt(space, line)));
    if (chosen.length === 0 || missed.length > 0) return refused(nothingThere(found, flags.of, missed));
    const patches = chosen.map(({ start, end }) => ({
      op: "replace-block",
      file,
      start,
      end,
      block: "",
      // whoever edits the file in between moves these lines, or takes them
      expect: { fileHash },
      ...(flags["task-id"] === undefined ? {} : { taskId: flags["task-id"] }),
    }));
    const reason =
      flags.reason ??
      `close the space that ${[...new Set(chosen.map((one) => one.patch_id))].join(", ")} opened`;
    const { parseBatch } = await import("../../../shared/patch/parse-batch.ts");
    const parsed = parseBatch({ ...batchFields(flags), reason, patches });
    return parsed.ok
      ? applyAndPrint(session, parsed.batch, patches.length === 1 ? "one" : "all")
      : refused(parsed);
  },
});

async function openIn(
  session: Session,
  file: string | undefined,
  of: string | undefined,
): Promise<OpenSpaces | Outcome> {
  let spaces: OpenSpaces | null = null;
  const outcome = await withEngine(session, async (engine) => {
    const answer = await engine.openSpaces(
      of === undefined ? { file: fileInWorkspace(session.root, session.cwd, file!) } : { patch_id: of },
    );
    if (!answer.ok) return refused(answer);
    spaces = answer;
    return { exit: 0, json: {}, text: () => "" };
  });
  return spaces ?? outcome;
}

const isAt = ({ start, end }: OpenSpace, line: number): boolean => start - 1 <= line && line <= end;

function nothingThere({ file, spaces }: OpenSpaces, of: string | undefined, missed: readonly number[]) {
  const where = spaces.map(({ start, end }) => (start === end ? `line ${start}` : `lines ${start}-${end}`));
  const rest =
    spaces.length > 0
      ? `; what remains is at ${where.join(", ")}: name one of those with --line, or none for all of it`
      : "; blank lines that no --open-space left, or that were written over since, are taken out with replace-block and an empty block";
  const what =
    of !== undefined
      ? `nothing is left in ${file} of a space that ${of} opened`
      : missed.length > 0
        ? `no padding of --open-space is at line ${missed.join(", ")} of ${file}`
        : `no padding of --open-space is left in ${file}`;
  return refuse("NOTHING_TO_CHANGE", `${what}${rest}`, { file, spaces });
}
