import { closedRows, outOfBandById } from "../../db/queries/out-of-band.ts";
import type { Ports } from "../../ports/ports.ts";
import { closeEdits } from "./close.ts";
import { recordFound } from "./record.ts";

/** Looks for edits that go around from here on; resolves once what happened while no server ran is on record. */
export async function followEdits(ports: Pick<Ports, "db" | "journal" | "workspace" | "log">): Promise<void> {
  const { db, workspace, log } = ports;
  await workspace.custody.watch({
    found: (edits, again) => recordFound(ports, edits, again),
    async closed({ id, ...closing }) {
      const row = await outOfBandById(db, id);
      if (row?.status === "open") await closeEdits(ports, [{ id, file: row.file_path }], closing);
    },
    state: ({ mode, files, note }) =>
      log.info({ mode, files, ...(note === null ? {} : { note }) }, "edits that go around are looked for"),
  });
  // a server that was killed may have closed one in its database only
  await workspace.custody.close(await closedRows(db));
}
