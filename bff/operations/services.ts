import type { Operation } from "../../shared/operation.ts";
import { operationTable } from "../../shared/operation-table.ts";
import * as factories from "../services/factories.ts";
import * as leases from "../services/leases.ts";
import * as logs from "../services/logs.ts";
import * as custody from "../services/out-of-band.ts";
import * as patches from "../services/patches.ts";
import * as replays from "../services/replays.ts";
import * as system from "../services/system.ts";
import * as traces from "../services/traces.ts";
import type { ServiceOf, ServicesOf } from "./service.ts";

/** The service behind every operation. One that is missing, or answers another shape, does not compile. */
const services: { [A in keyof typeof operationTable]: ServicesOf<(typeof operationTable)[A]> } = {
  custody,
  factories,
  leases,
  logs,
  patches,
  replays,
  system,
  traces,
};

const byName = new Map<string, ServiceOf<Operation>>();
for (const [area, operations] of Object.entries(operationTable)) {
  for (const [key, operation] of Object.entries(operations)) {
    const ofArea = services[area as keyof typeof services] as unknown as Record<string, ServiceOf<Operation>>;
    byName.set(operation.name, ofArea[key]!);
  }
}

export const serviceOf = (operation: Operation): ServiceOf<Operation> => byName.get(operation.name)!;
