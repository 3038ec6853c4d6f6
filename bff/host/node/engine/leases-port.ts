import { ok } from "../../../../shared/result.ts";
import type { Leases } from "../../../ports/leases.ts";
import type { Engine } from "./context.ts";
import { systemRefusal } from "./system-error.ts";

/** Leases behind their port. What takes and gives them back is loaded when somebody does: an edit only looks. */
export const leasesOf = (engine: Engine): Leases => ({
  async list() {
    try {
      return ok({ leases: (await import("./leases-take.ts")).listLeases(engine) });
    } catch (error) {
      return systemRefusal(error, ".mission_control/leases", "read");
    }
  },
  take: async (asked) => (await import("./leases-take.ts")).takeLease(engine, asked),
  release: async (asked) => (await import("./leases-take.ts")).releaseLease(engine, asked),
  follow: async (after, tell) => (await import("./leases-follow.ts")).followLeases(engine, after, tell),
});
