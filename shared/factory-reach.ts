import { type Factory, type SimulateWay, simulateCapability } from "./models/factory.ts";

/**
 * Whether a live replay can ask a factory now, and the way it takes for that.
 *
 * - `open`: it can.
 * - `no-socket`: it is to be asked over its socket, and holds none open.
 * - `no-address`: it is to be asked at an address, and has said none.
 * - `unable`: it does not say that it simulates.
 */
export interface Reach {
  at: "open" | "no-socket" | "no-address" | "unable";
  via: SimulateWay;
}

export function reachOf({
  url,
  capabilities,
  status,
  simulate_via,
}: Pick<Factory, "url" | "capabilities" | "status" | "simulate_via">): Reach {
  const via = simulate_via ?? (url === null ? "socket" : "http");
  if (!capabilities.includes(simulateCapability)) return { at: "unable", via };
  if (via === "socket") return { at: status === "connected" ? "open" : "no-socket", via };
  return { at: url === null ? "no-address" : "open", via };
}
