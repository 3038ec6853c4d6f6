import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CopyButton } from "../../components/ui/copy-button.tsx";

/** Names and values in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2.5 gap-y-[5px]">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="group col-span-2 grid grid-cols-subgrid">
      <dt className="text-ink-3">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-1 font-mono text-12">{children}</dd>
    </div>
  );
}

/** The id of a trace: a link to it, and a way to copy it. `open`: it is the one on screen. */
export function TraceIdFact({ name, traceId, open }: { name: string; traceId: string; open: boolean }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid">
      <dt className="text-ink-3">{name}</dt>
      <dd className="flex min-w-0 items-center font-mono text-12">
        {open ? (
          <span className="truncate">{traceId}</span>
        ) : (
          <Link
            to="/traces/$traceId"
            params={{ traceId }}
            title={traceId}
            className="truncate rounded text-cyan underline-offset-2 hover:underline"
          >
            {traceId}
          </Link>
        )}
        <CopyButton
          text={traceId}
          label={`Copy the id of the ${name.toLowerCase()}`}
          className="-my-1.5 ml-0.5 size-6 [&>svg]:size-3"
        />
      </dd>
    </div>
  );
}
