import { z } from "zod";
import { Factory, FactoryCard, FactoryName, FactorySecretInfo, UnclaimedSecret } from "../models/factory.ts";
import { FactorySecret } from "../models/factory-secret.ts";
import { defineOperation } from "../operation.ts";

export const listFactories = defineOperation({
  name: "factories.list",
  summary: "Factories that are connected or were, and what each says it can do",
  kind: "query",
  role: "viewer",
  input: z.object({}),
  output: z.object({ factories: z.array(Factory), unclaimed_secrets: z.array(UnclaimedSecret) }),
  errors: [],
  http: { method: "GET", path: "/api/factories" },
  rpc: { entrypoint: "FactoryOps", method: "list" },
});

export const registerFactory = defineOperation({
  name: "factories.register",
  summary: "Say where a factory is and what it can do, where it holds no socket open",
  kind: "command",
  role: "agent",
  input: FactoryCard.extend({ name: FactoryName }),
  output: z.object({ factory: Factory }),
  errors: ["INVALID_INPUT"],
  http: { method: "POST", path: "/api/factories" },
  rpc: { entrypoint: "FactoryOps", method: "register" },
});

export const setFactorySecret = defineOperation({
  name: "factories.set-secret",
  summary:
    "Have a factory called with a header that tells it who calls; never shown again, and sent to one origin only",
  kind: "command",
  role: "admin",
  input: FactorySecret,
  output: z.object({ name: FactoryName, secret: FactorySecretInfo }),
  errors: ["INVALID_INPUT"],
  http: { method: "POST", path: "/api/factories/secrets" },
  rpc: { entrypoint: "FactoryOps", method: "setSecret" },
});

export const forgetFactorySecret = defineOperation({
  name: "factories.forget-secret",
  summary: "Call a factory without the header it was given",
  kind: "command",
  role: "admin",
  input: z.object({ name: FactoryName }),
  output: z.object({ name: FactoryName, forgotten: z.boolean() }),
  errors: [],
  http: { method: "DELETE", path: "/api/factories/secrets" },
  rpc: { entrypoint: "FactoryOps", method: "forgetSecret" },
});

export const factoryOperations = {
  listFactories,
  registerFactory,
  setFactorySecret,
  forgetFactorySecret,
} as const;
