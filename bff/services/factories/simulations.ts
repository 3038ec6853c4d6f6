import { reachOf } from "../../../shared/factory-reach.ts";
import { type Factory, simulateCapability } from "../../../shared/models/factory.ts";
import { assertNever, refuse } from "../../../shared/result.ts";
import type { FactoryRegister } from "../../ports/factories.ts";
import type { Hub } from "../../ports/hub.ts";
import type { Simulations, Simulator } from "../../ports/simulations.ts";
import { withoutSecret } from "./factory-secret.ts";
import { gone } from "./no-answer.ts";
import { simulateOverCapnWeb } from "./over-capnweb.ts";
import { simulateOverHttp } from "./over-http.ts";
import type { FactoryFetch } from "./post-bounded.ts";
import { readAnswer } from "./their-answer.ts";

/** See the port. `fetch` is the runtime's. */
export function createSimulations({
  factories,
  hub,
  fetch = globalThis.fetch,
}: {
  factories: Pick<FactoryRegister, "find" | "list" | "secretHeaders">;
  hub: Pick<Hub, "simulate">;
  fetch?: FactoryFetch;
}): Simulations {
  return {
    async simulators() {
      return (await factories.list()).flatMap((factory) => simulatorOf(factory) ?? []);
    },
    async simulate({ factory: { name }, via }, call, bounds) {
      const known = await factories.find(name);
      if (known === undefined) return gone(name, "it is not known any more");
      if (!offers(known, call.operation)) return takenBack(name, call.operation);
      const { url } = known;
      switch (via) {
        case "socket": {
          const asked = await hub.simulate(name, call, bounds);
          return asked.ok ? readAnswer(name, asked.answer) : asked;
        }
        case "http":
        case "capnweb": {
          if (url === null) return noAddress(name);
          const headers = await factories.secretHeaders(name, url);
          const ask = via === "http" ? simulateOverHttp : simulateOverCapnWeb;
          return withoutSecret(await ask(fetch, { name, url, headers }, call, bounds), headers);
        }
        default:
          return assertNever(via);
      }
    },
  };
}

const noAddress = (name: string) => gone(name, "it has not said at which url it answers");

/** A replay may be long, and what a factory says last counts. */
const takenBack = (name: string, operation: string) =>
  refuse(
    "FACTORY_NOT_CONNECTED",
    `"${name}" was not asked: since the replay began it says that it does not simulate "${shortened(operation)}" any more`,
    { factory: name },
  );

const shortened = (words: string): string => (words.length > 100 ? `${words.slice(0, 100)}…` : words);

const offers = ({ capabilities, operations }: Factory, operation: string): boolean =>
  capabilities.includes(simulateCapability) && (operations === null || operations.includes(operation));

/** Null where it does not say that it simulates, or the way it wants is not open. */
function simulatorOf(factory: Factory): Simulator | null {
  const { operations } = factory;
  const { at, via } = reachOf(factory);
  if (at !== "open") return null;
  const known = operations === null ? null : new Set(operations);
  return { factory, via, does: (operation) => known === null || known.has(operation) };
}
