import type { Span } from "../../../shared/models/span.ts";
import { mostCopied } from "../../../shared/trace/replay/copied-details.ts";
import { type RepeatedRow, repeatSpans } from "../../../shared/trace/replay/repeat-spans.ts";
import { repeatedId } from "../../../shared/trace/replay/repeated-id.ts";
import { layTimeLine, speedOf } from "../../../shared/trace/replay/time-line.ts";
import { lastLogId } from "../../db/queries/spans.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReplayJob, ReplayOutcome, RunTools } from "../../ports/replay-runs.ts";
import type { TraceReader } from "../../ports/trace-reader.ts";
import { createPacer } from "./pacer.ts";
import { replayPatches } from "./replay-patches.ts";

type Piece = NonNullable<Awaited<ReturnType<TraceReader["piece"]>>>;

/**
 * Rebuilds a trace from what was recorded of it, under the replay's trace id: reads it some spans at a time, and writes
 * each row when its moment has come. Then its patches are made again in a scratch copy. Nothing is called.
 */
export async function dryRun(
  ports: Pick<Ports, "clock" | "db" | "timers" | "traces" | "workspace">,
  job: ReplayJob,
  tools: RunTools,
): Promise<ReplayOutcome> {
  const { recorder, signal } = tools;
  const newest = await lastLogId(ports.db);
  const first = await ports.traces.piece(job.original_trace, 0, mostCopied);
  const beginUs = ports.clock.now() * 1000;
  if (first === null) return { end_us: beginUs, reason: "the trace was swept away as the replay began" };
  const line = layTimeLine(first.trace, beginUs, speedOf(job.pace, job.speed));
  await recorder.start(line.base_us);
  const { root } = recorder;
  const again = repeatSpans({ root, shiftUs: line.shift_us, idOf: (id) => repeatedId(root, id) });
  const write = createPacer(ports, line, tools);
  const isNew = newSpans(newest);
  for await (const { spans, above } of piecesOf(ports.traces, job.original_trace, first)) {
    const rows: RepeatedRow[] = [];
    spans.forEach((span, at) => {
      if (isNew(span)) for (const row of again.take(span, above[at]!)) rows.push(row);
    });
    await write(rows);
    if (signal.aborted) return { end_us: recorder.latest() };
  }
  await write(again.rest());
  const of = again.spans();
  if (signal.aborted) return { end_us: recorder.latest(), of };
  const made = await replayPatches(ports, job.original_trace, tools, line.end_us);
  return { end_us: Math.max(line.end_us, recorder.latest()), of, ...made };
}

async function* piecesOf(traces: TraceReader, traceId: string, first: Piece): AsyncGenerator<Piece> {
  let piece: Piece | null = first;
  while (piece !== null) {
    yield piece;
    piece = piece.next === null ? null : await traces.piece(traceId, piece.next, mostCopied);
  }
}

/**
 * Whether a span is to be repeated. A trace may grow while it is replayed: what came after log row `newest` is left out,
 * and what has moved on behind it, and so comes a second time, as well.
 */
function newSpans(newest: number): (span: Span) => boolean {
  let last = { start_us: Number.NEGATIVE_INFINITY, id: 0 };
  return ({ start_us, id }) => {
    if (id > newest || start_us < last.start_us || (start_us === last.start_us && id <= last.id))
      return false;
    last = { start_us, id };
    return true;
  };
}
