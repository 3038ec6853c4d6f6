import { repeatedSpans } from "../../../shared/trace/replay/repeated-id.ts";
import type { SameCalls } from "../../../shared/trace/same-calls.ts";
import { replayOf } from "../../db/queries/replays.ts";
import type { Database } from "../../ports/database.ts";
import type { WholeTrace } from "./whole-trace.ts";

interface Side {
  trace_id: string;
  whole: WholeTrace;
}

/**
 * What is known of which spans of two traces are the same call, where one is a replay of the other or both are replays
 * of a third: the ids that a replay gives say so, details or not. Null: nothing is known.
 */
export async function sameCallsOf(db: Database, a: Side, b: Side): Promise<SameCalls | null> {
  const [ofA, ofB] = [await originalOf(db, a), await originalOf(db, b)];
  const own = ({ whole }: Side) => Float64Array.from(whole.arranged, ({ span }) => span.id);
  const repeated = ({ whole }: Side) => repeatedSpans(whole.arranged);
  if (ofB === a.trace_id) return { a: own(a), b: repeated(b) };
  if (ofA === b.trace_id) return { a: repeated(a), b: own(b) };
  return ofA !== null && ofA === ofB ? { a: repeated(a), b: repeated(b) } : null;
}

async function originalOf(db: Database, { trace_id }: Side): Promise<string | null> {
  return (await replayOf(db, trace_id))?.original_trace ?? null;
}
