import type { Attempts } from "../../ports/attempts.ts";
import type { Clock } from "../../ports/clock.ts";

/** In memory; bounded, the oldest addresses and secrets give way. */
export function createAttempts(
  clock: Clock,
  { most = 20, windowMs = 60_000, remembered = 10_000 } = {},
): Attempts {
  const failures = new Map<string, { since: number; count: number }>();
  const good = new Map<string, string>();
  return {
    blocked(address, secret) {
      const seen = failures.get(address);
      if (seen === undefined || clock.now() - seen.since > windowMs) return false;
      return seen.count >= most && !good.has(secret);
    },
    failed(address) {
      const seen = failures.get(address);
      if (seen !== undefined && clock.now() - seen.since <= windowMs) {
        seen.count += 1;
        return;
      }
      failures.delete(address);
      if (failures.size >= remembered) failures.delete(failures.keys().next().value!);
      failures.set(address, { since: clock.now(), count: 1 });
    },
    accepted(secret, digest) {
      if (good.has(secret)) return;
      if (good.size >= remembered) good.delete(good.keys().next().value!);
      good.set(secret, digest);
    },
    digestOf: (secret) => good.get(secret) ?? null,
  };
}
