/** A rate: `perSecond` on average, `burst` at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

/** Says for each thing at time `now` (epoch milliseconds) whether it is within the rate. */
export function createTokenBucket(rate: Rate, startedAt: number): (now: number) => boolean {
  let tokens = rate.burst;
  let filledAt = startedAt;
  return (now) => {
    tokens = Math.min(rate.burst, tokens + (Math.max(0, now - filledAt) / 1000) * rate.perSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
