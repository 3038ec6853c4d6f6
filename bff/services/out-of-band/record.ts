import { insertEdits, knownEdits, openEdits, wasTold } from "../../db/queries/out-of-band.ts";
import type { FoundEdit } from "../../ports/custody.ts";
import type { Ports } from "../../ports/ports.ts";

/** So many edits found together have an event and a custody row each; more have one together. */
export const eventsOfGroup = 10;

const watcher = "mission-control";

/**
 * Gives edits that were found together their custody rows, tells everyone who watches, and lists them. Once, however
 * often it is called: those that are listed are passed over, and with `again` those that were only told of as well.
 */
export async function recordFound(
  { db, journal }: Pick<Ports, "db" | "journal">,
  edits: readonly FoundEdit[],
  again: boolean,
): Promise<void> {
  const known = await knownEdits(
    db,
    edits.map(({ id }) => id),
  );
  const fresh = edits.filter(({ id }) => !known.has(id));
  const [first] = fresh;
  if (first === undefined) return;
  const open = (await openEdits(db)) + fresh.length;
  const type = "out_of_band";
  const many = first.group_size > eventsOfGroup;
  const tell = async (payload: Record<string, unknown> & { id: string; message: string }) => {
    if (again && (await wasTold(db, type, payload.id))) return;
    await journal.workspace({ type, payload: { ...payload, open }, actor: watcher, traceId: null });
  };
  if (many) {
    const { group, group_size, found_at } = first;
    const files = fresh.slice(0, eventsOfGroup).map(({ file }) => file);
    await tell({ id: group, group, group_size, found_at, files, message: groupMessage(first, files) });
  } else {
    for (const edit of fresh) await tell({ ...edit, message: messageOf(edit) });
  }
  // listed newest first, and so each group in the order in which it was found
  await insertEdits(db, fresh.toReversed());
}

/** What the custody row says: the hash ties the contents to the chain. */
export function messageOf({
  file,
  kind,
  lines_added,
  lines_removed,
  after_hash,
}: Pick<FoundEdit, "file" | "kind" | "lines_added" | "lines_removed" | "after_hash">): string {
  const lines = lines_added === null ? "" : `, +${lines_added} −${lines_removed}`;
  const contents = after_hash === null ? "" : `, contents ${after_hash.slice(0, 12)}`;
  return `${file} ${kind} around patchctl${lines}${contents}`;
}

const groupMessage = ({ group_size }: FoundEdit, files: readonly string[]): string =>
  `${group_size} files changed at once around patchctl: ${files.join(", ")}${group_size > files.length ? ", …" : ""}`;
