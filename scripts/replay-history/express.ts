import type { PatchOperation } from "../../shared/models/patch-operation.ts";
import { maxBlockBytes, maxFileBytes } from "../../shared/patch/limits.ts";
import { type Change, isExecutable, isPlain } from "./changes.ts";
import { lineEdits } from "./line-edits.ts";
import { decode, encodingOf } from "./text-lines.ts";

/** How one file of a commit is put to the engine, or why it is carried over from git beside it. */
export type Expression =
  | { how: "lines"; operations: PatchOperation[] }
  | { how: "diff"; why: string; operations: PatchOperation[] }
  | { how: "carried"; why: CarriedWhy };

/** What the engine refuses by contract, or what no text can say. */
export type CarriedWhy =
  | "binary (holds NUL)"
  | "symbolic link"
  | "submodule"
  | "name is not UTF-8"
  | "under .mission_control"
  | "bytes that are no UTF-8 come into a file that had none"
  | "larger than the engine takes"
  | "guarded region";

export interface Contents {
  before: Buffer | null;
  after: Buffer | null;
  /** this change's section of git's diff of the commit */
  section(): Promise<Buffer>;
}

/** Why a change cannot be given to the engine, seen without its contents. */
export function carriedByKind({ before, after, from, to }: Change): CarriedWhy | null {
  const sides = [before, after].filter((side) => side !== null);
  if (sides.some(({ mode }) => mode === "160000")) return "submodule";
  if (!sides.every(isPlain)) return "symbolic link";
  if (from.text === null || to.text === null) return "name is not UTF-8";
  const inState = (name: string) => name.split("/").includes(".mission_control");
  return inState(from.text) || inState(to.text) ? "under .mission_control" : null;
}

/** Line edits where they can say it, else git's own diff, else neither. */
export async function express(change: Change, contents: Contents): Promise<Expression> {
  const byKind = carriedByKind(change);
  if (byKind) return { how: "carried", why: byKind };
  const { before, after } = contents;
  const sides = [before, after].filter((side) => side !== null);
  if (sides.some((bytes) => bytes.includes(0))) return { how: "carried", why: "binary (holds NUL)" };
  if (sides.some((bytes) => bytes.length > maxFileBytes)) return tooLarge;
  const reason = whyDiff(change, after);
  if (reason !== null) return byDiff(change, contents, reason);
  const file = change.to.text!;
  if (change.kind === "create") {
    if (encodingOf(after!) !== "utf-8") return bytesCarried;
    if (after!.length > maxBlockBytes) return tooLarge;
    return { how: "lines", operations: [{ op: "create-file", file, block: after!.toString("utf8") }] };
  }
  const edits = lineEdits(file, before!, after!);
  if ("why" in edits) return edits.why === "bytes" ? bytesCarried : byDiff(change, contents, edits.why);
  const large = edits.operations.some((op) => "block" in op && Buffer.byteLength(op.block!) > maxBlockBytes);
  if (large) return tooLarge;
  return { how: "lines", operations: edits.operations };
}

/** Why line edits cannot say a change, whatever its lines are; null where they perhaps can. */
function whyDiff({ kind, before, after }: Change, contents: Buffer | null): string | null {
  if (kind === "delete" || kind === "rename" || kind === "copy") return kind;
  if (kind === "modify") return before!.mode === after!.mode ? null : "mode";
  if (isExecutable(after!)) return "create of an executable file";
  const closed = contents!.length === 0 || contents!.at(-1) === 10;
  return closed ? null : "create of a file without a newline at its end";
}

async function byDiff(change: Change, contents: Contents, why: string): Promise<Expression> {
  const section = await contents.section();
  const encoding = encodingOf(contents.before ?? Buffer.alloc(0));
  if (encoding === "utf-8" && encodingOf(section) !== "utf-8") return bytesCarried;
  const diff = decode(section, encoding);
  if (diff.length > 2 * maxBlockBytes) return tooLarge;
  const file = change.kind === "delete" ? change.from.text! : change.to.text!;
  return { how: "diff", why, operations: [{ op: "unified-diff", file, diff }] };
}

const tooLarge: Expression = { how: "carried", why: "larger than the engine takes" };
const bytesCarried: Expression = {
  how: "carried",
  why: "bytes that are no UTF-8 come into a file that had none",
};
