import type { ReplayPlan } from "../../../shared/models/replay.ts";
import { many } from "./replay-words.ts";

const ways = { socket: "its open socket", http: "HTTP", capnweb: "Cap'n Web" } as const;

/** Whom a live replay calls, how often, how, and for what. */
export function FactoryList({ factories }: Pick<ReplayPlan, "factories">) {
  return (
    <ul aria-label="Factories that are called" className="flex flex-col gap-1.5">
      {factories.map(({ name, via, calls, operations }) => (
        <li key={name} className="rounded-control border border-line bg-sunken px-2.5 py-1.5 text-12">
          <p className="flex items-baseline gap-2">
            <span className="min-w-0 truncate font-medium font-mono text-ink" title={name}>
              {name}
            </span>
            <span className="ml-auto shrink-0 text-ink-2">
              {many(calls, "call")} over {ways[via]}
            </span>
          </p>
          <p className="line-clamp-3 break-words font-mono text-11 text-ink-2">{operations.join(", ")}</p>
        </li>
      ))}
    </ul>
  );
}
