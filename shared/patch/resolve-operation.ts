import { type Refusal, refuse } from "../result.ts";
import { documentOf } from "./batch-files.ts";
import { blockLines, newFileBytes, withOpenSpace } from "./block.ts";
import { type FileHistory, refuseLost, refuseMissing } from "./earlier-version.ts";
import type { Hash } from "./hash.ts";
import { type PlaceSettings, placeOperation } from "./line-operations.ts";
import { blockOf } from "./operation-block.ts";
import type { Resolved } from "./part.ts";
import { placeEarlier } from "./place-earlier.ts";
import type { ReadOperation } from "./read-operation.ts";
import { type Lookup, resolveDiff } from "./resolve-diff.ts";
import { checkSpan, namesEarlier, noSpanToExpect } from "./stale.ts";
import type { VersionsRead } from "./versions-read.ts";

export interface ResolveContext extends PlaceSettings {
  look: Lookup;
  hash: Hash;
  /** hashes of the file that `expect.fileHash` may name as the current ones; the last is that of the file looked at */
  accepted: (file: string) => readonly string[];
  versions: VersionsRead;
  whereabouts: FileHistory["whereabouts"];
}

/** Finds what an operation does to which bytes, or why it may not; `expect` is held against the file here. */
export function resolveOperation(read: ReadOperation, context: ResolveContext): Resolved | Refusal {
  if (read.refusal) return read.refusal;
  const { expect, file, op } = read.op;
  const accepted = context.accepted(file);
  if (!namesEarlier(expect, accepted)) return resolveIn(read, context);
  const found = context.look(file);
  if (found && "ok" in found) return found;
  if (!found) {
    const makes = read.files?.some(({ kind, to }) => to === file && kind !== "edit" && kind !== "delete");
    return op === "create-file" || makes
      ? refuseLost(file, expect!.fileHash!, null, { lost: "unknown" })
      : missing(file, op, context);
  }
  if (op === "create-file") return resolveIn(read, context);
  const version = context.versions.at(file, expect!.fileHash!);
  if ("ok" in version) return version;
  const { state } = version;
  const look: Lookup = (name) => (name === file ? { state, doc: documentOf(state) } : context.look(name));
  const resolved = resolveIn(read, { ...context, look });
  if ("ok" in resolved)
    return {
      ...resolved,
      error: `in the version of ${file} that expect.fileHash names (${expect!.fileHash!.slice(0, 12)}…, changed since): ${resolved.error}`,
    };
  return placeEarlier(resolved, { read, version, now: found.doc, nowHash: accepted.at(-1) ?? null });
}

/** The same in the file that `look` shows, whatever its hash. */
function resolveIn(read: ReadOperation, context: ResolveContext): Resolved | Refusal {
  const { op } = read;
  if (op.op === "unified-diff")
    return noSpanToExpect(op.expect, "unified-diff") ?? resolveFiles(read, context);
  const found = context.look(op.file);
  if (found && "ok" in found) return found;
  const given = blockOf(op);
  if ("ok" in given) return given;
  const { block } = given;
  if (op.op === "create-file") {
    const lines = found?.doc.starts.length;
    if (found)
      return refuse(
        "FILE_EXISTS",
        `${op.file} exists already (${lines === 1 ? "1 line" : `${lines} lines`}), and create-file writes over nothing; read it (patchctl context --file ${op.file}) and send replace-text, replace-block or append`,
        {
          file: op.file,
          lines,
        },
      );
    return (
      noSpanToExpect(op.expect, op.op) ?? {
        parts: [{ kind: "create", file: op.file, state: { bytes: newFileBytes(block), executable: false } }],
        tier: null,
      }
    );
  }
  if (!found) return missing(op.file, op.op, context);
  const placed = placeOperation(op, found.doc, block, context);
  if ("ok" in placed) return placed;
  const { splice, touched, span, tier } = placed;
  const wrong = span
    ? checkSpan(op.expect, found.doc, op.file, span, context.hash)
    : noSpanToExpect(op.expect, op.op);
  if (wrong) return wrong;
  const own = blockLines(block);
  const opened = "openSpace" in op && op.openSpace && context.padding > 0;
  return {
    parts: [{ kind: "edit", file: op.file, splices: [splice], touched: [touched] }],
    tier,
    ...(op.op === "replace-text" ? {} : { lines: opened ? withOpenSpace(own, context.padding) : own }),
    ...(opened ? { opened: { block: own.length, padding: context.padding } } : {}),
  };
}

function resolveFiles(read: ReadOperation, context: ResolveContext): Resolved | Refusal {
  const resolved = resolveDiff(read.files ?? [], context.look, context.matching);
  if (!("ok" in resolved) || resolved.code !== "FILE_NOT_FOUND") return resolved;
  const file = String(resolved.details?.file ?? read.op.file);
  return context.whereabouts(file) === null ? resolved : missing(file, read.op.op, context);
}

const missing = (file: string, op: string, { whereabouts }: ResolveContext): Refusal =>
  refuseMissing(
    file,
    whereabouts(file),
    op === "unified-diff"
      ? "the diff cannot change it; name a file that exists, or make it: a diff from /dev/null, or create-file"
      : "correct the path, which is relative to the workspace, or use create-file to make it",
  );
