import type { PatchBatch } from "../../../../shared/models/patch-operation.ts";
import type { ApplyOptions } from "../../../ports/workspace.ts";
import type { Engine } from "./context.ts";
import { type EventQueue, eventQueue } from "./event-queue.ts";
import { gitBranch } from "./git-branch.ts";
import { randomHex } from "./random-hex.ts";

/** Who asks and why, as every event and record of the request carries it. */
export interface Request {
  /** ISO-8601 UTC, when the request came in */
  ts: string;
  meta: Record<string, unknown>;
  check: NonNullable<ApplyOptions["check"]>;
  /** whoever asks is a reviewer */
  mayUnlock: boolean;
  events: EventQueue;
}

type Who = Pick<PatchBatch, "requester" | "reason" | "branch"> &
  Partial<Pick<PatchBatch, "orderId" | "phase" | "factory" | "traceId">>;

export function openRequest(engine: Engine, who: Who, options: ApplyOptions): Request {
  const meta: Record<string, unknown> = { requester: who.requester, reason: who.reason };
  const branch = who.branch === "" ? gitBranch(engine.root) : who.branch;
  if (branch !== null) meta.branch = branch;
  if (who.orderId !== undefined) meta.order_id = who.orderId;
  if (who.phase !== undefined) meta.phase = who.phase;
  if (who.factory !== undefined) meta.factory = who.factory;
  if (who.traceId !== undefined) meta.trace_id = who.traceId;
  return {
    ts: now(engine),
    meta,
    check: options.check ?? "wait",
    mayUnlock: options.mayUnlock ?? false,
    events: eventQueue(options.reporter, engine.warn),
  };
}

export const now = (engine: Engine): string => new Date(engine.clock.now()).toISOString();

/** An id that sorts by time and that no other process makes. */
export const newPatchId = (engine: Engine): string =>
  `p-${engine.clock.now().toString(36)}-${randomHex().slice(2)}`;
