import type { Operation } from "../../shared/operation.ts";

/**
 * Most bytes of a request body. Batches may be long, and a single block that is too large is better refused by the
 * engine, which names it, than by its bytes.
 */
const large = 32 * 1024 * 1024;
const usual = 1024 * 1024;

const takesBatches = new Set(["patches.apply", "patches.simulate", "logs.record"]);

export const bodyLimitOf = (operation: Operation): number =>
  takesBatches.has(operation.name) ? large : usual;

/** Most bytes of one RPC message or batch. */
export const rpcLimit = large;
