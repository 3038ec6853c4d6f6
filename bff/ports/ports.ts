import type { PatchEvent } from "../../shared/models/patch-event.ts";
import type { Result } from "../../shared/result.ts";
import type { Attempts } from "./attempts.ts";
import type { FineClock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { FactoryRegister } from "./factories.ts";
import type { EventLog, Hub } from "./hub.ts";
import type { Journal } from "./journal.ts";
import type { LiveSpans } from "./live-spans.ts";
import type { Logger } from "./logger.ts";
import type { ReplayRuns } from "./replay-runs.ts";
import type { Secrets } from "./secrets.ts";
import type { Simulations } from "./simulations.ts";
import type { SpanLog } from "./span-log.ts";
import type { Timers } from "./timers.ts";
import type { TraceReader } from "./trace-reader.ts";
import type { Workspace } from "./workspace.ts";

/** A loop of an agent that went wild is stopped here; no orderly client comes near. */
export const defaultCallsPerSecond = 5000;

/** Log rows older than that are swept away where nobody set another number of days. */
export const defaultSpanDays = 14;

/** What the application was told by whoever started it. */
export interface Settings {
  version: string;
  /** where people reach this server, `http://127.0.0.1:8787`; known once it listens */
  publicUrl(): string;
  /** host names beside those of loopback under which this server may be asked for, in lower case */
  hosts: ReadonlySet<string>;
  /** name of the session cookie: cookies are shared by all ports of a host, so it carries the port */
  cookieName(): string;
  /** the code of the printed sign-in link; lives as long as the process */
  signInCode: string;
  demo: "available" | "unavailable" | "this";
  /** how long log rows are kept, days */
  spanDays: number;
  /** most calls of one caller in a second */
  callsPerSecond: number;
}

/** A file of the built web client, ready to send; null where there is none of that path. */
export type Assets = (request: Request) => Promise<Response | null>;

/** Everything the application needs of the outside world. It knows no runtime beyond this. */
export interface Ports {
  clock: FineClock;
  log: Logger;
  secrets: Secrets;
  attempts: Attempts;
  db: Database;
  events: EventLog;
  journal: Journal;
  hub: Hub;
  factories: FactoryRegister;
  simulations: Simulations;
  spans: SpanLog;
  live: LiveSpans;
  replays: ReplayRuns;
  timers: Timers;
  traces: TraceReader;
  workspace: Workspace;
  settings: Settings;
  assets: Assets;
  /** Keeps an event that the journal could not record; it comes back by itself, later. */
  putBy(event: PatchEvent): void;
  /** Starts the demo's own server and answers its sign-in link. */
  startDemo(): Promise<Result<{ url: string }>>;
}
