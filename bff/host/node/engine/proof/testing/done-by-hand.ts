import type { MeantEdit } from "./mixed-batch.ts";

/** What a process said of one request. */
export interface Said {
  ids: string[];
  meant: MeantEdit[];
  /** why it was refused; null: it was acknowledged */
  code: string | null;
}

/**
 * Does the acknowledged edits by hand in the order in which the log has them. Answers the files, and whatever does not
 * fit: an edit whose lines are not there at its turn, one twice in the log, one acknowledged and not in it.
 */
export function doneByHand(
  start: ReadonlyMap<string, string>,
  logged: readonly string[],
  said: readonly Said[],
): { files: Map<string, string>; wrong: string[] } {
  const files = new Map([...start].map(([file, text]) => [file, text.split("\n").slice(0, -1)]));
  const meant = new Map(
    said.flatMap(({ ids, meant: edits }) => ids.map((id, i) => [id, edits[i]!] as const)),
  );
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const id of logged) {
    if (seen.has(id)) wrong.push(`${id} stands twice in the log`);
    seen.add(id);
    const edit = meant.get(id);
    const lines = edit && files.get(edit.file);
    if (!edit || !lines) wrong.push(`${id} is in the log, and nobody sent it`);
    else if (!put(lines, edit))
      wrong.push(`${id} was done, but its lines were not there: ${JSON.stringify(edit)}`);
  }
  for (const { ids, code } of said)
    for (const id of ids)
      if (seen.has(id) !== (code === null))
        wrong.push(
          `${id} was ${code === null ? "acknowledged and is not in the log" : `refused with ${code} and is in the log`}`,
        );
  const texts = [...files].map(([file, lines]) => [file, lines.map((line) => `${line}\n`).join("")] as const);
  return { files: new Map(texts), wrong };
}

function put(lines: string[], { old, below, put: added }: MeantEdit): boolean {
  if (old.length === 0 && below === null) {
    lines.push(added);
    return true;
  }
  const at = lines.indexOf(old[0] ?? below!);
  if (at === -1 || old.some((line, index) => lines[at + index] !== line)) return false;
  if (old.length > 0) lines.splice(at, old.length, added);
  else lines.splice(at + 1, 0, added);
  return true;
}
