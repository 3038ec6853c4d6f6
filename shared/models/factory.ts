import { z } from "zod";

/** A factory's name as it is bound, routed to and logged under as `source`. */
export const FactoryName = z.string().regex(/^[\w.:@/-]{1,200}$/, "1 to 200 letters, digits or . _ : @ / -");

/** What a factory that can be part of a live replay says of itself. */
export const simulateCapability = "simulateOperation";

/**
 * How a factory wants `simulateOperation` to reach it: `socket` over its own open `/ws`, `http` by a POST to
 * `{url}/simulateOperation`, `capnweb` as `SimOps.simulateOperation` of the Cap'n Web endpoint `{url}/rpc`.
 */
export const simulateWays = ["socket", "http", "capnweb"] as const;
export const SimulateWay = z.enum(simulateWays);
export type SimulateWay = z.infer<typeof SimulateWay>;

/** Characters of all operations of one factory: a thousand factories are listed at once. */
const mostOfNames = 50_000;

/**
 * What a factory says of itself, in `hello` on its socket or over `POST /api/factories`. `operations`: those it can
 * simulate; left out, it is asked for any. `simulate_via` left out: `http` where there is a `url`, else `socket`.
 */
export const FactoryCard = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  capabilities: z.array(z.string().max(200)).max(100).default([]),
  operations: z
    .array(z.string().min(1).max(2000))
    .max(1000)
    .refine((names) => names.reduce((sum, { length }) => sum + length, 0) <= mostOfNames, {
      error: `${mostOfNames} characters in all at most: leave operations out where any is simulated`,
    })
    .optional(),
  simulate_via: SimulateWay.optional(),
});
export type FactoryCard = z.output<typeof FactoryCard>;

/** What may be told of the header with which a factory is called (`FactorySecret`). */
export const FactorySecretInfo = z.object({ origin: z.string(), header: z.string() });
export type FactorySecretInfo = z.infer<typeof FactorySecretInfo>;

/** One that is kept for a name which no factory has now: it is not known yet, or not any more. */
export const UnclaimedSecret = FactorySecretInfo.extend({ name: z.string() });
export type UnclaimedSecret = z.infer<typeof UnclaimedSecret>;

/** A factory as it is listed. `connected`: a socket is open in its name now. */
export const Factory = z.object({
  name: z.string(),
  url: z.string().nullable(),
  status: z.enum(["connected", "away"]),
  last_seen: z.string(),
  capabilities: z.array(z.string()),
  operations: z.array(z.string()).nullable(),
  simulate_via: SimulateWay.nullable(),
  /** it is called with a secret, there */
  secret: FactorySecretInfo.optional(),
});
export type Factory = z.infer<typeof Factory>;
