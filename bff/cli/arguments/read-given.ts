import type { Session } from "../session.ts";
import { readStandardInput, readTextFile, type Text } from "./read-text.ts";

/** What a plain argument names, `-` or nothing being standard input. `what` says what is read, for a refusal. */
export const readGiven = (session: Session, path: string | undefined, what: string): Text =>
  path === undefined ? readStandardInput(session, what) : readTextFile(session, path, what);
