import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { VerifyFinding } from "../../../../shared/models/out-of-band.ts";
import { isBinary } from "../../../../shared/patch/bytes.ts";
import { openDocument } from "../../../../shared/patch/document.ts";
import { type GuardState, guardsOf, stateOf } from "../../../../shared/patch/guards.ts";
import { assertNever } from "../../../../shared/result.ts";
import type { Engine } from "../engine/context.ts";

/** Guards are for sources; larger files are not looked through, in bytes. */
const mostBytes = 8 * 1024 * 1024;

/** Every guard in these files whose hash is not that of its lines. */
export async function verifyGuards(
  engine: Engine,
  files: readonly string[],
  progress?: (words: string) => void,
): Promise<{ count: number; findings: VerifyFinding[] }> {
  const findings: VerifyFinding[] = [];
  let count = 0;
  for (const [index, file] of files.entries()) {
    if (index % 64 === 63) await turn();
    if (index % 1000 === 999) progress?.(`guards of ${index + 1} files checked`);
    const bytes = readSource(join(engine.root, file));
    if (bytes === null || !bytes.includes("@hash:") || isBinary(bytes)) continue;
    const doc = openDocument(bytes);
    for (const guard of guardsOf(doc)) {
      count += 1;
      const { state, digits } = stateOf(doc, guard, engine.hash);
      if (state === "ok") continue;
      findings.push({
        kind: "guard",
        file,
        line: guard.start,
        text: `guard "${guard.name}" of ${file}, lines ${guard.start}-${guard.end}: ${wordsOf(state, guard.hash, digits)}`,
        advice:
          "Whoever answers for the guarded lines looks at them, and then names the guard in `unlock` of a batch, or puts them back.",
      });
    }
  }
  return { count, findings };
}

function wordsOf(state: Exclude<GuardState, "ok">, hash: string, digits: string | null): string {
  switch (state) {
    case "changed":
      return `its markers say ${hash}, its lines have ${digits}`;
    case "markers_differ":
      return `its two markers carry different hashes; its lines have ${digits}`;
    case "no_end":
      return "its END marker is missing";
    case "no_start":
      return "its START marker is missing";
    default:
      return assertNever(state);
  }
}

function readSource(path: string): Buffer | null {
  try {
    return statSync(path).size > mostBytes ? null : readFileSync(path);
  } catch {
    return null;
  }
}
