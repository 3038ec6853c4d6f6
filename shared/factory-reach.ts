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

/** Each way in words, after "over". */
export const wayNames: Readonly<Record<SimulateWay, string>> = {
  socket: "its open socket",
  http: "HTTP",
  capnweb: "Cap'n Web",
};

/**
 * What becomes of the secret that is kept for a factory when it is asked: it is `sent`; or it is for another origin than
 * where the factory is now (`elsewhere`), or the factory is asked over its socket, where none is needed (`unused`), and
 * stays here. `none` is kept.
 */
export type SecretUse = "none" | "sent" | "elsewhere" | "unused";

export function secretUseOf(
  factory: Pick<Factory, "url" | "capabilities" | "status" | "simulate_via" | "secret">,
): SecretUse {
  const { secret, url } = factory;
  if (secret === undefined) return "none";
  if (reachOf(factory).via === "socket" || url === null) return "unused";
  return new URL(url).origin === secret.origin ? "sent" : "elsewhere";
}
