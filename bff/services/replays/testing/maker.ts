import type { Simulator } from "../../../ports/simulations.ts";

/** A factory that is connected and simulates whatever it is asked for. */
export const simulator: Simulator = {
  factory: {
    name: "maker",
    url: null,
    status: "connected",
    last_seen: "",
    capabilities: ["simulateOperation"],
    operations: null,
    simulate_via: null,
  },
  via: "socket",
  does: () => true,
};
