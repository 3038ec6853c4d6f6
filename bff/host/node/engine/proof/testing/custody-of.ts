import { DatabaseSync } from "node:sqlite";
import { verifyCustody } from "../../../../../services/journal/verify-custody.ts";
import { nodeSecrets } from "../../../secrets.ts";
import { openDatabase } from "../../../sqlite.ts";

/** What a server that has ended left in its database: whether its custody chain holds, and what it says of each patch. */
export async function custodyOf(path: string) {
  const db = openDatabase(path);
  const verdict = await verifyCustody(db, nodeSecrets.sha256);
  await db.close();
  const raw = new DatabaseSync(path, { readOnly: true });
  const rows = raw
    .prepare("SELECT patch_id, event_type FROM patch_custody WHERE patch_id IS NOT NULL")
    .all() as { patch_id: string; event_type: string }[];
  raw.close();
  const applied = new Map<string, number>();
  for (const { patch_id, event_type } of rows)
    if (event_type === "patch_applied") applied.set(patch_id, (applied.get(patch_id) ?? 0) + 1);
  return { verdict, applied };
}
