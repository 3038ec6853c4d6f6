import { type SecretUse, wayNames } from "../../../shared/factory-reach.ts";
import type { ReplayPlan } from "../../../shared/models/replay.ts";
import { many, secretUseWords } from "./replay-words.ts";
import { useSecretUses } from "./use-secret-uses.ts";

/** Whom a live replay calls, how often, how, and for what. */
export function FactoryList({ factories }: Pick<ReplayPlan, "factories">) {
  const uses = useSecretUses();
  return (
    <ul aria-label="Factories that are called" className="flex flex-col gap-1.5">
      {factories.map(({ name, via, calls, operations }) => (
        <li key={name} className="rounded-control border border-line bg-sunken px-2.5 py-1.5 text-12">
          <p className="flex items-baseline gap-2">
            <span className="min-w-0 truncate font-medium font-mono text-ink" title={name}>
              {name}
            </span>
            <span className="ml-auto shrink-0 text-ink-2">
              {many(calls, "call")} over {wayNames[via]}
            </span>
          </p>
          {via !== "socket" && <SecretUsed use={uses.get(name)} />}
          <p className="line-clamp-3 break-words font-mono text-11 text-ink-2">{operations.join(", ")}</p>
        </li>
      ))}
    </ul>
  );
}

function SecretUsed({ use }: { use: SecretUse | undefined }) {
  if (use === undefined) return null;
  return <p className={use === "elsewhere" ? "text-yellow" : "text-ink-2"}>{secretUseWords[use]}</p>;
}
