import type { SimulateAnswer, SimulateCall } from "../../shared/models/simulation.ts";
import type { Result } from "../../shared/result.ts";

/** One committed event of the log. `seq` grows by exactly one from event to event; `ts` is ISO-8601 UTC. */
export interface LoggedEvent {
  seq: number;
  type: string;
  payload: Record<string, unknown>;
  ts: string;
}

/** The log as the hub reads it back, for readers whose past has left the hub's memory. */
export interface EventLog {
  /** seq of the newest committed event, 0 where there is none */
  head(): Promise<number>;
  /** seq of the oldest event still kept; head + 1 where none is */
  oldest(): Promise<number>;
  /** events with seq > `after`, ascending, at most `limit` */
  read(after: number, limit: number): Promise<LoggedEvent[]>;
}

/** Fan-out to everyone who watches. */
export interface Hub {
  /** Called once per event, in seq order, after its commit. Never throws, never waits for a reader. */
  publish(events: readonly LoggedEvent[]): void;
  /** Hands a request to the factory of that name; false where it is not connected. */
  sendToFactory(factory: string, message: { type: string; payload: Record<string, unknown> }): boolean;
  /**
   * Asks the factory of that name over the newest socket that has said what it can do. Refuses with FACTORY_NOT_CONNECTED where there is none or it
   * closes meanwhile, and with FACTORY_TIMEOUT where no answer comes in time or `signal` is aborted.
   */
  simulate(
    factory: string,
    call: SimulateCall,
    bounds: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Result<{ answer: SimulateAnswer }>>;
  /** Tells who watches that the list of factories reads otherwise now. */
  factoriesChanged(): void;
  connections(): { readers: number; factories: string[] };
  /** Ends every socket that signed in with this token. */
  dropToken(tokenId: string): void;
  /** Ends every socket of this browser session. */
  dropSession(sessionId: string): void;
  close(): Promise<void>;
}
