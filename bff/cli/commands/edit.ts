import type { PatchOp } from "../../../shared/models/patch-operation.ts";
import { blockFlags, placeFlags, whoFlags } from "../arguments/flags.ts";
import type { FlagSpec, Flags } from "../arguments/parse-flags.ts";
import { plainBatch } from "../arguments/plain-batch.ts";
import { readBlock } from "../arguments/read-block.ts";
import { readTextFile } from "../arguments/read-text.ts";
import { batchFields } from "../arguments/who.ts";
import { fileInWorkspace } from "../arguments/workspace-root.ts";
import { type Command, defineCommand } from "../command.ts";
import { misused, refused } from "../print/outcomes.ts";
import { applyAndPrint } from "./apply-and-print.ts";

export type EditOp = Exclude<PatchOp, "unified-diff">;
type Place = keyof typeof placeFlags;

/** What each operation takes beside the file and the block; those with a star it cannot do without. */
const places: Record<EditOp, readonly (Place | `${Place}*`)[]> = {
  "replace-block": ["start*", "end*", "open-space"],
  "insert-before": ["line*", "open-space"],
  "insert-after": ["line*", "open-space"],
  append: [],
  prepend: [],
  "create-file": [],
  "replace-text": ["old-text", "old-text-file"],
  "insert-at-anchor": ["anchor*", "position*"],
  "replace-between": ["start-marker*", "end-marker*"],
  "fill-placeholder": ["placeholder*"],
};

const everyFlag = { ...placeFlags, ...blockFlags, ...whoFlags };
type EditFlags = Flags<typeof everyFlag>;

/** The command of one edit operation: flags to an operation, the operation through the engine. */
export function editCommand(op: EditOp): Command {
  const own = places[op].map((place) => place.replace("*", "") as Place);
  const needs = [
    "file",
    ...places[op].filter((place) => place.endsWith("*")).map((place) => place.slice(0, -1)),
  ];
  const flags: FlagSpec = {
    file: placeFlags.file,
    ...Object.fromEntries(own.map((name) => [name, placeFlags[name]])),
    ...blockFlags,
    "expect-hash": placeFlags["expect-hash"],
    "patch-id": placeFlags["patch-id"],
    ...whoFlags,
  };
  const usage = `${needs.map((need) => `--${need} <${flags[need]?.value ?? need}>`).join(" ")} [--block <text> | --block-file <path> | < block]`;
  return defineCommand({
    usage,
    flags,
    needs,
    takes: 0,
    async run(session, given) {
      const wrong = (problem: string) => misused([problem], `patchctl ${op} ${usage}`);
      const asked = given as EditFlags;
      let oldText: string | undefined;
      if (op === "replace-text") {
        if ((asked["old-text"] === undefined) === (asked["old-text-file"] === undefined)) {
          return wrong("Give the text to replace once: --old-text <text> or --old-text-file <path>.");
        }
        oldText = asked["old-text"];
        if (asked["old-text-file"] !== undefined) {
          const read = readTextFile(session, asked["old-text-file"], "--old-text-file");
          if (!read.ok) return refused(read);
          oldText = read.text;
        }
      }
      const block = readBlock(session, asked);
      if (!block.ok) return "problem" in block ? wrong(block.problem) : refused(block);
      const operation = {
        op,
        file: fileInWorkspace(session.root, session.cwd, asked.file!),
        ...field(asked, "taskId", "task-id"),
        ...field(asked, "patch_id", "patch-id"),
        ...(asked["expect-hash"] === undefined
          ? {}
          : { expect: { fileHash: asked["expect-hash"].toLowerCase() } }),
        ...field(asked, "start", "start"),
        ...field(asked, "end", "end"),
        ...field(asked, "line", "line"),
        ...field(asked, "openSpace", "open-space"),
        ...field(asked, "anchor", "anchor"),
        ...field(asked, "position", "position"),
        ...field(asked, "startMarker", "start-marker"),
        ...field(asked, "endMarker", "end-marker"),
        ...field(asked, "placeholder", "placeholder"),
        ...(oldText === undefined ? {} : { oldText }),
        block: block.text,
      };
      const batch = batchFields(asked);
      const plain = plainBatch(batch, operation);
      if (plain !== null) return applyAndPrint(session, plain, "one");
      const { parseBatch } = await import("../../../shared/patch/parse-batch.ts");
      const parsed = parseBatch({ ...batch, patches: [operation] });
      return parsed.ok ? applyAndPrint(session, parsed.batch, "one") : refused(parsed);
    },
  });
}

/** A field of the operation, where its flag was given. */
const field = (flags: EditFlags, name: string, flag: keyof EditFlags): Record<string, unknown> =>
  flags[flag] === undefined ? {} : { [name]: flags[flag] };
