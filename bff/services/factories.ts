// Factories: one service an operation, named as in `shared/operations/factories.ts`.
import type { factoryOperations } from "../../shared/operations/factories.ts";
import { ok, refuse } from "../../shared/result.ts";
import type { ServicesOf } from "../operations/service.ts";
import { secretRefusal } from "./factories/factory-secret.ts";
import { cardRefusal } from "./factories/read-card.ts";

type Services = ServicesOf<typeof factoryOperations>;

export const listFactories: Services["listFactories"] = async ({ factories }) =>
  ok({ factories: await factories.list(), unclaimed_secrets: await factories.unclaimedSecrets() });

export const registerFactory: Services["registerFactory"] = async ({ factories, hub }, { name, ...card }) => {
  if (hub.connections().factories.includes(name)) {
    const words = `"${name}" has a socket open and says there itself what it can do: send hello on it again`;
    return refuse("INVALID_INPUT", words, { problems: [{ path: "name", message: words }] });
  }
  return cardRefusal(card) ?? ok({ factory: await factories.keep(name, card) });
};

export const setFactorySecret: Services["setFactorySecret"] = async ({ factories }, input) =>
  secretRefusal(input) ?? ok({ name: input.name, secret: await factories.keepSecret(input) });

export const forgetFactorySecret: Services["forgetFactorySecret"] = async ({ factories }, { name }) =>
  ok({ name, forgotten: await factories.forgetSecret(name) });
