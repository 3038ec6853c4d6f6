import type { Workspace } from "../ports/workspace.ts";
import { openEngine } from "./open-engine.ts";
import type { Outcome, Session } from "./session.ts";

/** Runs a command that only reads, and closes the engine after it. */
export async function withEngine(
  session: Session,
  read: (engine: Workspace) => Promise<Outcome>,
): Promise<Outcome> {
  const engine = await openEngine(session);
  try {
    return await read(engine);
  } finally {
    await engine.close();
  }
}
