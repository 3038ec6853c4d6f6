import { setImmediate } from "node:timers/promises";
import { identityOfUpgrade } from "../../middleware/caller.ts";
import { traceGivenIn } from "../../middleware/trace-context.ts";
import { systemClock } from "../../ports/clock.ts";
import type { Ports } from "../../ports/ports.ts";
import { systemTimers } from "../../ports/timers.ts";
import { createFactoryRegister } from "../../services/factories/register.ts";
import { createSimulations } from "../../services/factories/simulations.ts";
import { createEventLog } from "../../services/journal/event-log.ts";
import { createJournal } from "../../services/journal/journal.ts";
import { recordFactoryEvent } from "../../services/journal/record-factory-event.ts";
import { createReplayRuns } from "../../services/replays/runs.ts";
import { createAttempts } from "../../services/session/attempts.ts";
import { createSpanWriter } from "../../services/spans/span-writer.ts";
import { createTraceReader } from "../../services/traces/reader.ts";
import { createFactoryFetch } from "./factory-fetch.ts";
import { createNodeHub, type NodeHub } from "./hub.ts";
import { createLiveSpans } from "./live-spans.ts";
import { nodeSecrets } from "./secrets.ts";
import { addressOf, headersOf } from "./upgrades.ts";

export type NodePorts = Ports & { hub: NodeHub };

/** Puts this machine's adapters behind the ports; the rest is given. Hub and journal are wired to each other here. */
export function composePorts(
  given: Pick<Ports, "assets" | "db" | "log" | "putBy" | "settings" | "startDemo" | "workspace"> &
    Partial<Pick<Ports, "clock" | "timers" | "traces">>,
): NodePorts {
  const { assets, clock = systemClock, db, log, putBy, settings, startDemo, workspace } = given;
  const { timers = systemTimers } = given;
  const events = createEventLog(db);
  const live = createLiveSpans(clock);
  const hub = createNodeHub({
    log: events,
    clock,
    async authenticate(request) {
      const headers = headersOf(request);
      const who = await identityOfUpgrade(ports, headers, addressOf(request));
      return who.ok ? { ...who, traceId: traceGivenIn(headers) } : who;
    },
    onFactoryEvent: ({ type, payload, identity }) =>
      recordFactoryEvent(ports, { type, payload, actor: identity.name }),
    onFactorySeen: (factory) => ports.factories.seen(factory),
  });
  const factories = createFactoryRegister({
    db,
    clock,
    log,
    connected: () => hub.connections().factories,
    changed: hub.factoriesChanged,
  });
  const spans = createSpanWriter({ db, clock, publish: live.add, turn: () => setImmediate() });
  const ports: NodePorts = {
    assets,
    attempts: createAttempts(clock),
    clock,
    db,
    events,
    factories,
    hub,
    journal: createJournal({ db, clock, secrets: nodeSecrets, publish: hub.publish }),
    live,
    log,
    putBy,
    secrets: nodeSecrets,
    settings,
    simulations: createSimulations({ factories, hub, fetch: createFactoryFetch() }),
    replays: createReplayRuns({ clock, db, log, spans, timers }),
    spans,
    startDemo,
    timers,
    traces: given.traces ?? createTraceReader({ db, clock }),
    workspace,
  };
  return ports;
}
