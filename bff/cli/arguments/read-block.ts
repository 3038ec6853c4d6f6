import { fstatSync } from "node:fs";
import type { blockFlags } from "./flags.ts";
import type { Flags } from "./parse-flags.ts";
import { readStandardInput, readTextFile, type Source, type Text } from "./read-text.ts";

const howTo = "Give the new lines with --block <text>, --block-file <path>, or on standard input.";

/**
 * The new lines of an edit. Standard input is read where neither flag is given; if nothing comes, that is no order to
 * delete the span but a block forgotten, so deleting has to be said: `--block ''`.
 */
export function readBlock(
  source: Source,
  flags: Flags<typeof blockFlags>,
): Text | { ok: false; problem: string } {
  const { block, "block-file": path } = flags;
  if (block !== undefined && path !== undefined)
    return { ok: false, problem: `Two blocks were given. ${howTo}` };
  if (block !== undefined) return { ok: true, text: block };
  if (path !== undefined) return readTextFile(source, path, "--block-file");
  if (source.input === undefined ? nothingPiped() : source.input === "") return { ok: false, problem: howTo };
  const read = readStandardInput(source, "standard input");
  return read.ok && read.text === ""
    ? {
        ok: false,
        problem: `No block was given, and standard input is empty. ${howTo} To delete the lines, say --block ''.`,
      }
    : read;
}

/** A terminal, /dev/null, or nothing at all: no block comes from there. */
function nothingPiped(): boolean {
  try {
    return fstatSync(0).isCharacterDevice();
  } catch {
    return true;
  }
}
