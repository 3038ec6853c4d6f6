import type { LogEvent } from "../../shared/models/log-event.ts";
import type { Operation } from "../../shared/operation.ts";
import type { Result } from "../../shared/result.ts";
import { hasOwnAddress } from "../../shared/trace/own-address.ts";
import type { Caller } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";

/** What our own spans are from. */
export const ownSource = "mission-control";

/** The words of a refusal that a span keeps. */
const mostReason = 500;

export interface LoggedCall {
  operation: Operation;
  raw: unknown;
  caller: Caller;
  via: "http" | "rpc";
}

/** A call as a span of its flow: what is logged as it goes. */
export interface CallLog {
  processing(): void;
  /** `ms`: how long it took */
  answered(answer: Result<object>, ms: number): void;
}

const silent: CallLog = { processing() {}, answered() {} };

/**
 * Begins the span of a call. Nobody waits for what is noted here, and it may be left out under load. No span: calls that
 * read or write spans (each would beget the next), questions for our health, what the pages of the dashboard read by
 * themselves, and whoever is not signed in.
 */
export function beginCall({ clock, spans }: Pick<Ports, "clock" | "spans">, call: LoggedCall): CallLog {
  const { operation, raw, caller, via } = call;
  if (!isLogged(operation, caller)) return silent;
  const from = { traceId: traceOf(operation, raw, caller) };
  const startUs = clock.nowUs();
  const begun = performance.now();
  const note = (stage: string, afterMs: number, fields: Partial<LogEvent> = {}): void => {
    const event: LogEvent = {
      trace_id: from.traceId,
      span_id: caller.spanId,
      parent_span_id: caller.parentSpanId,
      source: ownSource,
      stage,
      operation: operation.name,
      task_uuid: taskOf(raw),
      start_us: startUs + Math.round(afterMs * 1000),
      ...fields,
    };
    spans.note([event], from);
  };
  note("request_received", 0, { details: { via, caller: caller.identity?.name ?? "anonymous" } });
  return {
    processing: () => note("processing", performance.now() - begun),
    answered(answer, ms) {
      const duration_ms = Math.round(ms * 1000) / 1000;
      if (answer.ok) note("response_sent", ms, { duration_ms });
      else {
        const details = { code: answer.code, error: answer.error.slice(0, mostReason) };
        note("error", ms, { duration_ms, status: "error", details });
      }
    },
  };
}

const aboutSpans = /^(?:traces|logs)\./;
/** asked again and again while one goes on */
const aboutReplays = /^replays?\./;
const ofOurHealth = new Set(["system.healthz", "system.readyz"]);

function isLogged({ name, kind }: Operation, { identity, traceGiven }: Caller): boolean {
  if (identity === null || aboutSpans.test(name) || ofOurHealth.has(name)) return false;
  if (kind === "query" && aboutReplays.test(name)) return false;
  const byTheDashboard = identity.sessionId !== undefined && !traceGiven;
  return !(byTheDashboard && kind === "query");
}

/**
 * A patch may name its trace itself; the call that brings it belongs to that one, unless its headers say otherwise. Who
 * looks for the patches of a trace names it, too, and is no part of it.
 */
function traceOf({ name, http }: Operation, raw: unknown, { traceId, traceGiven }: Caller): string {
  if (traceGiven || http.method === "GET" || !name.startsWith("patches.")) return traceId;
  const batch = raw as { traceId?: unknown; trace_id?: unknown; meta?: { trace_id?: unknown } } | null;
  const named = batch?.traceId ?? batch?.trace_id ?? batch?.meta?.trace_id;
  const fits = typeof named === "string" && named !== "" && named.length <= 200 && hasOwnAddress(named);
  return fits ? named : traceId;
}

function taskOf(raw: unknown): string | null {
  const batch = raw as { task_id?: unknown; patches?: { taskId?: unknown }[] } | null;
  const task = batch?.task_id ?? (Array.isArray(batch?.patches) ? batch.patches[0]?.taskId : undefined);
  return typeof task === "string" && task !== "" && task.length <= 200 ? task : null;
}
