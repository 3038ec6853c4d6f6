import type { Factory, SimulateWay } from "../../shared/models/factory.ts";
import type { SimulateCall } from "../../shared/models/simulation.ts";
import type { Result } from "../../shared/result.ts";

/** A factory that says it can simulate, and the way that is open to it now. */
export interface Simulator {
  factory: Factory;
  via: SimulateWay;
  /** whether it is to be asked for this operation */
  does(operation: string): boolean;
}

/** Asks factories to do an operation again, whichever way each is reached. */
export interface Simulations {
  /** Those who could be called now. A factory that can only be reached by a socket it does not hold open is not there. */
  simulators(): Promise<Simulator[]>;
  /**
   * What the factory answered: its own fields, or its refusal under its own words. Where no answer comes, a refusal of
   * ours: FACTORY_NOT_CONNECTED (gone, or nothing answers there), FACTORY_TIMEOUT, FACTORY_FAULT (what came is no
   * answer). An aborted `signal` ends the call and lets the factory know; it answers FACTORY_TIMEOUT as well.
   */
  simulate(
    simulator: Simulator,
    call: SimulateCall,
    bounds: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Result<Record<string, unknown>>>;
}
