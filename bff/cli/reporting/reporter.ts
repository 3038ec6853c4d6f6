import { randomUUID } from "node:crypto";
import type { PatchEvent } from "../../../shared/models/patch-event.ts";
import {
  addToOutbox,
  type Drained,
  drainOutbox,
  setEventAside,
  waitingInOutbox,
} from "../../host/node/outbox/outbox.ts";
import type { Session } from "../session.ts";
import { deliver, ownFlow } from "./deliver.ts";
import { discoverServer, type Server } from "./discover-server.ts";

/** All sending of one run takes at most this long, in milliseconds; what is left then waits in the outbox. */
const patienceMs = 5_000;
const requestMs = 2_500;

export interface Reporter {
  /** Takes an event, to be sent behind those before it; resolves when it is delivered or put by. Never throws. */
  report(event: PatchEvent): Promise<void>;
  /** Waits until everything reported so far is delivered or safe in the outbox. True: all of it was delivered. */
  settle(): Promise<boolean>;
  /** The server that takes the reports, where one was found. */
  readonly server: Server | null;
  /** What was reported, in order, for a factory's socket. */
  readonly events: readonly PatchEvent[];
  /** The trace of every call about this patch: its own where it has one, else that of this run. */
  flowOf(patchId: string): string;
}

/**
 * Reports the steps of an edit while the edit goes on. Order holds: what waits in the outbox goes first, and once one
 * event has to wait, those after it wait behind it. Whatever happens here, the edit stands.
 */
export function startReporter({ root, env }: Session): Reporter {
  const found = discoverServer(root, env);
  const server = found.kind === "found" ? found.server : null;
  const events: PatchEvent[] = [];
  /** what the sending has taken so far: a type check in between may take longer than all of it */
  let spentMs = 0;
  const flow = randomUUID().replaceAll("-", "");
  let reachable = server !== null;
  let chain: Promise<void> = Promise.resolve();

  const send = async (event: PatchEvent): Promise<void> => {
    const until = Date.now() + patienceMs - spentMs;
    if (server !== null && reachable && waitingInOutbox(root).length > 0) {
      const before = await drainOutbox(root, (each) => deliver(server, each, requestMs), until);
      reachable = before.reason === null;
    }
    if (server === null || !reachable || Date.now() > until) return addToOutbox(root, event);
    const delivery = await deliver(server, event, requestMs, flow);
    if (delivery.kind === "later") {
      reachable = false;
      addToOutbox(root, event);
    } else if (delivery.kind === "refused") {
      setEventAside(
        root,
        `${String(Date.now()).padStart(14, "0")}-${process.pid}-${events.length}.json`,
        event,
        delivery,
      );
    }
  };

  return {
    server,
    events,
    flowOf: (patchId) => ownFlow(events.findLast(({ patch_id }) => patch_id === patchId)) ?? flow,
    report(event) {
      events.push(event);
      // the edit is done and must not fail for a report: a full disk, a folder without permission
      chain = chain.then(async () => {
        const began = performance.now();
        await send(event).catch(() => {});
        spentMs += performance.now() - began;
      });
      return chain;
    },
    async settle() {
      await chain;
      return reachable;
    },
  };
}

/** Sends what waits, now. `limitMs` bounds all of it. */
export async function flushOutbox(root: string, server: Server, limitMs: number): Promise<Drained> {
  return drainOutbox(root, (event) => deliver(server, event, requestMs), Date.now() + limitMs);
}
