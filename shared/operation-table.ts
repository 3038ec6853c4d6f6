import { factoryOperations } from "./operations/factories.ts";
import { leaseOperations } from "./operations/leases.ts";
import { logOperations } from "./operations/logs.ts";
import { custodyOperations } from "./operations/out-of-band.ts";
import { patchOperations } from "./operations/patches.ts";
import { replayOperations } from "./operations/replays.ts";
import { systemOperations } from "./operations/system.ts";
import { traceOperations } from "./operations/traces.ts";

/** Every capability there is, by area. Interfaces walk this table; nothing else lists operations. */
export const operationTable = {
  custody: custodyOperations,
  factories: factoryOperations,
  leases: leaseOperations,
  logs: logOperations,
  patches: patchOperations,
  replays: replayOperations,
  system: systemOperations,
  traces: traceOperations,
} as const;

type Areas = typeof operationTable;
/** The union of all declared operations. */
export type AnyOperation = { [A in keyof Areas]: Areas[A][keyof Areas[A]] }[keyof Areas];

export const allOperations: readonly AnyOperation[] = Object.values(operationTable).flatMap(
  (area) => Object.values(area) as AnyOperation[],
);
