import { closeRows } from "../../db/queries/out-of-band.ts";
import type { Closing } from "../../ports/custody.ts";
import type { Ports } from "../../ports/ports.ts";
import { traceIdIn } from "../journal/custody.ts";

type Given = Pick<Ports, "db" | "journal" | "workspace">;

/**
 * Closes those of these edits that are open: their rows, the record beside the files, one event and custody row.
 * Answers how many that were. Of two that close one edit, the first counts. `group`: they are all that is listed of
 * this group, and what is not listed of it is closed with them.
 */
export async function closeEdits(
  { db, journal, workspace }: Given,
  edits: readonly { id: string; file: string }[],
  closing: Omit<Closing, "id" | "group">,
  group: string | null = null,
): Promise<number> {
  const closed = new Set(
    await closeRows(
      db,
      edits.map(({ id }) => id),
      closing,
    ),
  );
  const own = edits.filter(({ id }) => closed.has(id));
  const [first] = own;
  if (first === undefined) return 0;
  const what = own.length === 1 ? first.file : `${own.length} files, ${first.file} among them,`;
  const done = closing.status === "accepted" ? "accepted as it is" : `put back by ${closing.patch_id}`;
  await journal.workspace({
    type: closing.status === "accepted" ? "out_of_band_accepted" : "out_of_band_put_back",
    payload: {
      id: first.id,
      count: own.length,
      file: first.file,
      patch_id: closing.patch_id ?? undefined,
      message: `${what} ${done}${closing.reason === "" ? "" : `: ${closing.reason}`}`.slice(0, 2000),
    },
    actor: closing.by,
    traceId: traceIdIn(closing.trace_id),
  });
  const closings: Closing[] = own.map(({ id }) => ({ id, ...closing }));
  if (group !== null) closings.push({ id: group, group: true, ...closing });
  await workspace.custody.close(closings);
  return own.length;
}
