import { z } from "zod";
import { Factory, FactoryCard, FactoryName } from "../models/factory.ts";
import { defineOperation } from "../operation.ts";

export const listFactories = defineOperation({
  name: "factories.list",
  summary: "Factories that are connected or were, and what each says it can do",
  kind: "query",
  role: "viewer",
  input: z.object({}),
  output: z.object({ factories: z.array(Factory) }),
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

export const factoryOperations = { listFactories, registerFactory } as const;
