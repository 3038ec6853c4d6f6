import { documentOf } from "../../../../shared/patch/batch-files.ts";
import { contextWindows } from "../../../../shared/patch/context-windows.ts";
import { refuseMissing } from "../../../../shared/patch/earlier-version.ts";
import { findPlaceholder, placeholderName } from "../../../../shared/patch/placeholder.ts";
import { ok, type Refusal, type Result } from "../../../../shared/result.ts";
import type { FileContext, Resolved } from "../../../ports/workspace.ts";
import { confine } from "./confine.ts";
import type { Engine } from "./context.ts";
import { fileHistory } from "./history.ts";
import { readState } from "./read-state.ts";

/** A file of the workspace as it is on disk; null where it does not exist. What the policy blocks is not shown. */
export async function lookAt(engine: Engine, asked: string) {
  const policy = await engine.policy();
  if ("ok" in policy) return policy;
  const confined = confine(engine.root, asked);
  if ("ok" in confined) return confined;
  const blocked = policy.refusePath(confined.name);
  if (blocked) return blocked;
  const read = readState(confined.path, confined.name);
  if (read && "ok" in read) return read;
  return { name: confined.name, state: read?.state ?? null, matching: policy.policy.matching };
}

/** The few lines of a file that an edit needs to see, numbered, with the hash to send back as `expect.fileHash`. */
export async function fileContext(
  engine: Engine,
  input: { file: string; anchors?: string[]; placeholders?: string[]; lines?: number[] },
): Promise<Result<{ context: FileContext }>> {
  const found = await lookAt(engine, input.file);
  if ("ok" in found) return found;
  if (!found.state)
    return refuseMissing(
      found.name,
      fileHistory(engine).whereabouts(found.name),
      "correct the path, which is relative to the workspace, or make it with create-file",
    );
  const doc = documentOf(found.state);
  const windows = contextWindows(doc, found.name, input, found.matching);
  if ("ok" in windows) return windows;
  return ok({
    context: {
      file: found.name,
      fileHash: engine.hash(found.state.bytes),
      lines: doc.starts.length,
      windows,
    },
  });
}

/** Where a placeholder is, or where code would go without one: above the last line, or into a new file. */
export async function resolvePlaceholder(
  engine: Engine,
  input: { file: string; placeholder: string },
): Promise<Result<{ resolved: Resolved }>> {
  const found = await lookAt(engine, input.file);
  if ("ok" in found) return found;
  const base = { file: found.name, placeholder: placeholderName(input.placeholder) };
  if (!found.state)
    return ok({ resolved: { ...base, exists: false, kind: "new", start: 1, end: 1, fileHash: null } });
  const doc = documentOf(found.state);
  const fileHash = engine.hash(found.state.bytes);
  const span: { start: number; end: number } | Refusal = findPlaceholder(doc, found.name, input.placeholder);
  if (!("ok" in span))
    return ok({
      resolved: {
        ...base,
        exists: true,
        kind: "placeholder",
        start: span.start + 1,
        end: span.end + 1,
        fileHash,
      },
    });
  if (span.code !== "NO_MATCH") return span;
  const last = Math.max(1, doc.starts.length);
  return ok({ resolved: { ...base, exists: true, kind: "insert", start: last, end: last, fileHash } });
}
