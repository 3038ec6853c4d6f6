import { readFileSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Refusal, refuse } from "../../../shared/result.ts";
import type { Session } from "../session.ts";

/** Text that a caller hands in is read up to here and no further: 64 MiB. What an operation accepts is the engine's to say. */
const maxBytes = 64 * 1024 * 1024;

export type Text = { ok: true; text: string } | Refusal;

/** Where text comes from: files relative to `cwd`, standard input or what stands in for it. */
export type Source = Pick<Session, "cwd" | "input">;

/** A file named on the command line, relative to `cwd`; `-` is standard input. `what` names it in a refusal. */
export function readTextFile(source: Source, path: string, what: string): Text {
  if (path === "-") return readStandardInput(source, what);
  const full = resolve(source.cwd, path);
  try {
    const found = statSync(full);
    if (found.isDirectory()) return refuse("NOT_A_FILE", `${what} names a folder, ${path}; name a file.`);
    if (found.size > maxBytes) return tooLarge(what);
    return decode(readFileSync(full), what);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code;
    return code === "ENOENT"
      ? refuse(
          "FILE_NOT_FOUND",
          `${what} names ${path}, which does not exist; it is read relative to the current folder.`,
        )
      : refuse(
          "FILE_UNREADABLE",
          `${what} names ${path}, which cannot be read (${code ?? "unknown reason"}).`,
        );
  }
}

/** All of standard input, as text. */
export function readStandardInput({ input }: Source, what: string): Text {
  if (input !== undefined) return { ok: true, text: input };
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536);
    const got = readChunk(chunk);
    if (got === 0) return decode(Buffer.concat(chunks), what);
    chunks.push(chunk.subarray(0, got));
    size += got;
    if (size > maxBytes) return tooLarge(what);
  }
}

function readChunk(into: Buffer): number {
  for (;;) {
    try {
      return readSync(0, into, 0, into.length, null);
    } catch (problem) {
      const code = (problem as NodeJS.ErrnoException).code;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw problem;
      // the pipe was made non-blocking by whoever holds its other end: give it a moment
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function decode(bytes: Buffer, what: string): Text {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return refuse("INVALID_INPUT", `${what} is not UTF-8 text; convert it first.`);
  }
}

const tooLarge = (what: string) =>
  refuse(
    "BLOCK_TOO_LARGE",
    `${what} is larger than ${maxBytes / 1024 / 1024} MiB; send the edit in smaller parts.`,
  );
