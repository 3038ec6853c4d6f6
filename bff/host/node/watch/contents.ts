import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Engine } from "../engine/context.ts";
import { rebuild } from "../engine/rebuild.ts";
import { runGit } from "../git/run-git.ts";
import { makeFolder } from "../make-folder.ts";
import type { KnownFile } from "./known-state.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * The bytes of a known state: from a backup, from the patch that made it, from git, or from a copy. Null where nobody
 * has them; never other bytes than those of the hash.
 */
export async function contentsOf(
  engine: Engine,
  copies: string,
  { hash, by, blob }: Pick<KnownFile, "hash" | "by" | "blob">,
): Promise<Uint8Array | null> {
  if (hash === null) return new Uint8Array();
  const kept = engine.store.readBackup(hash) ?? readCopy(copies, hash);
  if (kept) return kept;
  const patch = by === null ? null : engine.store.read(by);
  const made = patch && rebuild(engine, patch)?.find(({ file }) => file.after_hash === hash)?.after;
  if (made) return made;
  if (blob === null) return null;
  const { code, out } = await runGit(engine.root, ["cat-file", "blob", blob]);
  return code === 0 && sha256(out) === hash ? out : null;
}

function readCopy(copies: string, hash: string): Uint8Array | null {
  try {
    const bytes = readFileSync(join(copies, hash));
    return sha256(bytes) === hash ? bytes : null;
  } catch {
    return null;
  }
}

/** Largest file that a copy is kept of, and all copies together, in bytes: a net for small sources, no archive. */
const largestCopy = 512 * 1024;
const mostCopies = 64 * 1024 * 1024;

/** Keeps copies of what git does not have, as long as there is room, and drops those that no file holds any more. */
export function keepCopies(
  copies: string,
  root: string,
  wanted: ReadonlyMap<string, { file: string; size: number }>,
): void {
  makeFolder(dirname(copies));
  makeFolder(copies);
  const kept = new Set(readdirSync(copies));
  for (const name of kept) if (!wanted.has(name)) rmSync(join(copies, name), { force: true });
  let room = mostCopies;
  for (const [hash, { file, size }] of wanted) {
    if (size > largestCopy || size > room) continue;
    room -= size;
    if (kept.has(hash)) continue;
    try {
      const bytes = readFileSync(join(root, file));
      if (sha256(bytes) === hash) writeFileSync(join(copies, hash), bytes, { mode: 0o600 });
    } catch {
      // it went away, or the disk is full: without a copy the contents before will be said not to be known
    }
  }
}

/** Which of these ids git has no object for; all of them where it does not answer. */
export async function missingInGit(root: string, blobs: readonly string[]): Promise<Set<string>> {
  const all = new Set(blobs);
  const input = [...all].map((blob) => `${blob}\n`).join("");
  const { code, out } = await runGit(root, ["cat-file", "--batch-check=%(objectname) %(objecttype)"], {
    input,
  });
  if (code !== 0) return all;
  const lines = out.toString("utf8").split("\n");
  return new Set(
    lines.flatMap((line) => (line.endsWith(" missing") ? [line.slice(0, line.indexOf(" "))] : [])),
  );
}
