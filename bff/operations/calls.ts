import { type Refusal, refuse } from "../../shared/result.ts";
import type { Caller } from "../ports/caller.ts";
import type { Ports } from "../ports/ports.ts";
import { type CallMetrics, createCallMetrics } from "./call-metrics.ts";

/** What is kept about calls from one to the next, for as long as the application lives. */
export interface Calls {
  metrics: CallMetrics;
  /** Counts this call; a refusal where its caller has had its share of this second. */
  tooMany(caller: Caller): Refusal | null;
}

export function createCalls({ clock, settings }: Pick<Ports, "clock" | "settings">): Calls {
  let second = 0;
  let counts = new Map<string, number>();
  return {
    metrics: createCallMetrics(),
    tooMany({ identity, address }) {
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) {
        second = now;
        counts = new Map();
      }
      const key = identity?.tokenId ?? address;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count <= settings.callsPerSecond) return null;
      return refuse(
        "RATE_LIMITED",
        `more than ${settings.callsPerSecond} calls in a second from one caller: wait a second, and send several edits as one batch`,
        { retry_after: 1 },
      );
    },
  };
}
