import type { Operation } from "../../shared/operation.ts";
import { type Refusal, type Result, refuse } from "../../shared/result.ts";
import { mayUse } from "../../shared/roles.ts";
import type { Caller } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";
import { noCredentials } from "../services/session/authenticate.ts";
import { beginCall, type CallLog } from "./call-log.ts";
import type { Calls } from "./calls.ts";
import { parseInput } from "./parse-input.ts";
import { serviceOf } from "./services.ts";

export interface Call {
  operation: Operation;
  /** as it came, not looked at yet */
  raw: unknown;
  caller: Caller;
  via: "http" | "rpc";
}

/**
 * The one way into a service, whichever interface the call came by: role, input, service, and the call's log.
 * Never throws; what broke inside becomes INTERNAL, without a word about the inside.
 */
export async function invoke(ports: Ports, calls: Calls, call: Call): Promise<Result<object>> {
  const { operation, caller, via } = call;
  const started = performance.now();
  const fields = {
    operation: operation.name,
    via,
    trace_id: caller.traceId,
    caller: caller.identity?.name,
  };
  ports.log.debug(fields, "request_received");
  const refused = calls.tooMany(caller);
  // who calls without end is not to fill the store of spans as well
  const log = refused === null ? beginCall(ports, call) : null;
  let answer: Result<object>;
  try {
    answer = refused ?? (await answerTo(ports, call, log));
  } catch (error) {
    ports.log.error({ ...fields, error: inFull(error) }, "error");
    answer = failureOf(error, caller.traceId);
  }
  const ms = performance.now() - started;
  log?.answered(answer, ms);
  calls.metrics.count(operation.name, answer.ok ? "OK" : answer.code, ms);
  const outcome = {
    ...fields,
    duration_ms: Math.round(ms * 10) / 10,
    ...(answer.ok ? {} : { code: answer.code }),
  };
  if (answer.ok) ports.log.info(outcome, "response_sent");
  else ports.log.info({ ...outcome, reason: answer.error }, "error");
  return answer;
}

function answerTo(
  ports: Ports,
  { operation, raw, caller }: Call,
  log: CallLog | null,
): Result<object> | Promise<Result<object>> {
  const denied = denial(operation, caller);
  if (denied !== null) return denied;
  const parsed = parseInput(operation, raw);
  if (!parsed.ok) return parsed;
  ports.log.debug({ operation: operation.name, trace_id: caller.traceId }, "processing");
  log?.processing();
  return serviceOf(operation)(ports, parsed.input, caller);
}

/** Why this caller may not use this operation; null where it may. */
export function denial(operation: Operation, caller: Caller): Refusal | null {
  if (operation.role === "public") return null;
  if (caller.identity === null) return caller.refusal ?? noCredentials;
  if (mayUse(caller.identity.role, operation.role)) return null;
  return refuse(
    "FORBIDDEN",
    `${operation.name} needs the role "${operation.role}"; "${caller.identity.name}" has "${caller.identity.role}"`,
    { needs: operation.role, has: caller.identity.role },
  );
}

function failureOf(error: unknown, traceId: string): Refusal {
  if (/disk is full|ENOSPC/.test(String(error))) {
    return refuse(
      "DISK_FULL",
      "the server's disk is full: nothing was recorded. Make room, then send it again",
    );
  }
  return refuse("INTERNAL", `something broke inside; the server's log has it under trace ${traceId}`, {
    trace_id: traceId,
  });
}

const inFull = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
