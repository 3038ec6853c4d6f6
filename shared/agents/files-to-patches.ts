import { z } from "zod";
import { FileGenerationOutput, type FileOutput, PhaseImplementation } from "../models/agent-output.ts";
import type { PatchBatch, PatchOperation } from "../models/patch-operation.ts";
import { parseBatch } from "../patch/parse-batch.ts";
import { assertNever, ok, type Refusal, type Result, refuse } from "../result.ts";
import { invalidOutput } from "./invalid-output.ts";
import type { Coordinates } from "./resolve-coordinates.ts";
import { smallestDiff } from "./smallest-diff.ts";

/** Says where a file that an agent wrote belongs, usually by `resolveCoordinates` of its current text. */
export type Resolve = (file: FileOutput) => Coordinates | Refusal | Promise<Coordinates | Refusal>;

type Piece = Extract<Coordinates, { kind: "placeholder" | "span" | "insert" }>;
/** As a caller writes it: defaults left out. */
type Operation = z.input<typeof PatchOperation>;
/** null: the file stays as it is */
type Made = Result<{ operation: Operation | null }>;

const File = FileGenerationOutput.partial({ format: true });
const Phase = PhaseImplementation.extend({ files: z.array(File) });

/**
 * The bounded edits that bring a phase's files about, so that none is ever written over another: a new file is
 * created; what belongs into a placeholder, a span or before a line goes there; contents that hold the file as it
 * is, changed here and there, become the smallest unified diff.
 * A file may say itself, by `format`, that it is one of the two: the whole contents, or a diff already. Files that stay as they are are left out.
 * Refuses what is not a `PhaseImplementation`, with `NOTHING_TO_CHANGE` where nothing is left, and as `resolve` does.
 */
export async function filesToPatches(
  phase: unknown,
  resolve: Resolve,
): Promise<Result<{ batch: PatchBatch }>> {
  const parsed = Phase.safeParse(phase);
  if (!parsed.success) return invalidOutput("PhaseImplementation", parsed.error);
  const patches: Operation[] = [];
  for (const file of parsed.data.files) {
    const made = await operationFor(file, resolve);
    if (!made.ok) return made;
    if (made.operation !== null) patches.push(made.operation);
  }
  if (patches.length === 0) {
    return refuse("NOTHING_TO_CHANGE", "every file of the phase already is as the phase wants it");
  }
  return parseBatch({ requester: "factory-agent", reason: "phase-implementation", patches });
}

async function operationFor(output: z.infer<typeof File>, resolve: Resolve): Promise<Made> {
  const { filePath: file, fileContents: block, format } = output;
  if (format === "unified_diff") {
    return ok({ operation: { op: "unified-diff", file, diff: block } });
  }
  const place = await resolve(output);
  if ("ok" in place)
    return { ...place, error: `${file}: ${place.error}`, details: { ...place.details, file } };
  if (place.kind === "new") return ok({ operation: { op: "create-file", file, block } });
  const whole = place.kind === "whole" || format === "full_content" || holdsFile(place.current, block, place);
  return ok({ operation: whole ? difference(file, place.current, block) : piece(file, place, block) });
}

function piece(file: string, place: Piece, block: string): Operation {
  switch (place.kind) {
    case "placeholder":
      return { op: "fill-placeholder", file, placeholder: place.placeholder, block };
    case "span":
      return { op: "replace-block", file, start: place.start, end: place.end, block };
    case "insert":
      return { op: "insert-before", file, line: place.line, block };
    default:
      return assertNever(place);
  }
}

function difference(file: string, current: string, wanted: string): Operation | null {
  const diff = smallestDiff(file, current, wanted);
  return diff === null ? null : { op: "unified-diff", file, diff };
}

/**
 * Whether a text is the file once more rather than a piece for it: it repeats at least half of the file's lines that
 * say something and are not in the span to be replaced. Put in as a piece, it would double the file.
 */
function holdsFile(current: string, text: string, place: Piece): boolean {
  const span = place.kind === "insert" ? { start: 0, end: -1 } : place;
  const telling = (line: string): boolean => /\w/.test(line);
  const kept = current
    .split(/\r?\n/)
    .filter((_, index) => index + 1 < span.start || index + 1 > span.end)
    .filter(telling)
    .map((line) => line.trim());
  const written = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const repeated = kept.filter((line) => written.has(line)).length;
  return kept.length > 0 && repeated * 2 >= kept.length;
}
