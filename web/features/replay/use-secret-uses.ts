import { useQuery } from "@tanstack/react-query";
import { type SecretUse, secretUseOf } from "../../../shared/factory-reach.ts";
import { factoriesQuery } from "../../api/factories-query.ts";

/** Whether each factory is called with a token, by its name; empty until that is known. */
export function useSecretUses(): ReadonlyMap<string, SecretUse> {
  const { data } = useQuery(factoriesQuery);
  return new Map(data?.factories.map((factory) => [factory.name, secretUseOf(factory)]));
}
