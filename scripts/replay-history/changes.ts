import { isUtf8 } from "node:buffer";

/** A path as git has it: bytes. `text` is null where they are no UTF-8, so that no operation can name it. */
export interface PathName {
  bytes: Buffer;
  text: string | null;
}

/** One side of a change. */
export interface Side {
  /** six octal digits, as in a tree */
  mode: string;
  oid: string;
}

/** One file of a commit. A plain file that becomes a link, or the reverse, is a delete and a create. */
export interface Change {
  kind: "create" | "modify" | "delete" | "rename" | "copy";
  from: PathName;
  /** the same as `from` but for a rename or copy */
  to: PathName;
  before: Side | null;
  after: Side | null;
  /** which of the sections of the commit's diff is about it, 0-based */
  section: number;
}

export const isPlain = ({ mode }: Side): boolean => mode.startsWith("100");
export const isExecutable = ({ mode }: Side): boolean => mode === "100755";

const kinds: Record<string, Change["kind"]> = {
  A: "create",
  M: "modify",
  D: "delete",
  R: "rename",
  C: "copy",
};

/** Reads the raw output of `git diff-tree -r -z`. */
export function parseChanges(raw: Buffer): Change[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf(0, at);
    fields.push(raw.subarray(at, end));
    at = end + 1;
  }
  const changes: Change[] = [];
  let section = 0;
  for (let at = 0; at < fields.length; ) {
    const [oldMode, newMode, oldOid, newOid, status] = fields[at]!.toString("latin1").slice(1).split(" ");
    const from = nameOf(fields[at + 1]!);
    const letter = status![0]!;
    const moved = letter === "R" || letter === "C";
    const to = moved ? nameOf(fields[at + 2]!) : from;
    at += moved ? 3 : 2;
    const before = oldMode === "000000" ? null : { mode: oldMode!, oid: oldOid! };
    const after = newMode === "000000" ? null : { mode: newMode!, oid: newOid! };
    if (letter === "T") {
      changes.push({ kind: "delete", from, to, before, after: null, section: section++ });
      changes.push({ kind: "create", from, to, before: null, after, section: section++ });
      continue;
    }
    const kind = kinds[letter];
    if (!kind) throw new Error(`git diff-tree answered with a status that is not known: ${status}`);
    changes.push({ kind, from, to, before, after, section: section++ });
  }
  return changes;
}

const nameOf = (bytes: Buffer): PathName => ({ bytes, text: isUtf8(bytes) ? bytes.toString() : null });

/** The part of a commit's diff that is about each change, in the order in which `parseChanges` numbers them. */
export function splitDiff(diff: Buffer): Buffer[] {
  const sections: Buffer[] = [];
  // every line of a file's contents stands behind a mark, so this one is a header wherever it begins a line
  const header = Buffer.from("\ndiff --git ");
  for (let at = 0; at < diff.length; ) {
    const next = diff.indexOf(header, at);
    const end = next === -1 ? diff.length : next + 1;
    sections.push(diff.subarray(at, end));
    at = end;
  }
  return sections;
}
