import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import type { ReactNode } from "react";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";
import { LongText } from "./long-text.tsx";

export interface Fact {
  name: string;
  value?: ReactNode;
  mono?: boolean;
  /** words of any length, to be read on the spot */
  long?: string;
  /** offers to copy this text, the whole of what is shown in short */
  copy?: string;
  /** id of a trace that the value leads to */
  trace?: string;
}

/** Names on the left, what they are on the right; a long value is cut off and whole in its title. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2.5 gap-y-[5px]">
      {facts.map(({ name, value, mono, long, copy, trace }) => (
        <div key={name} className="group col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-3">{name}</dt>
          <dd className={clsx("flex min-w-0 items-center", mono && "font-mono text-12")}>
            {long === undefined ? (
              <span className="truncate" title={copy ?? (typeof value === "string" ? value : undefined)}>
                {trace === undefined ? (
                  value
                ) : (
                  <Link
                    to="/traces/$traceId"
                    params={{ traceId: trace }}
                    className="rounded text-cyan -outline-offset-2 underline-offset-2 hover:underline"
                  >
                    {value}
                  </Link>
                )}
              </span>
            ) : (
              <LongText key={long} text={long} />
            )}
            {copy !== undefined && (
              <CopyButton
                text={copy}
                label={`Copy ${name.toLowerCase()}`}
                className="-my-1.5 ml-0.5 size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [&>svg]:size-3"
              />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
