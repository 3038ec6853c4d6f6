import clsx from "clsx";
import { memo, useEffect, useRef } from "react";
import type { Factory } from "../../../shared/models/factory.ts";
import { Button } from "../../components/ui/button.tsx";
import { Time } from "../../components/ui/time.tsx";
import {
  otherCapabilities,
  replayWords,
  secretWords,
  stateWords,
  takesSecret,
  wayWords,
} from "./factory-words.ts";
import { SetSecret } from "./set-secret.tsx";

const cell = "px-3 py-2 align-top";

/**
 * A factory and, while its token is being set, the form for that right below. `named`: a link led to it. Drawn again only
 * when something of it has changed: there may be a thousand.
 */
export const FactoryRow = memo(function FactoryRow({
  factory,
  admin,
  named,
  editing,
  onEdit,
  onRemove,
}: {
  factory: Factory;
  admin: boolean;
  named: boolean;
  editing: boolean;
  /** has the form below this factory, or below none */
  onEdit: (name: string | null) => void;
  onRemove: (name: string) => void;
}) {
  const row = useRef<HTMLTableRowElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // where the list comes after the dialog has; else that takes what is marked
  useEffect(() => {
    if (!named) return;
    row.current?.scrollIntoView({ block: "nearest" });
    button.current?.focus({ preventScroll: true });
  }, [named]);
  const close = () => {
    onEdit(null);
    button.current?.focus();
  };
  return (
    <>
      <tr
        ref={row}
        className={clsx(
          "border-line-soft border-t first:border-t-0",
          (named || editing) && "bg-surface-2/60",
        )}
      >
        <th scope="row" className={clsx(cell, "text-left font-normal")}>
          <span className="wrap-anywhere font-mono font-semibold text-ink">{factory.name}</span>
          <span className="wrap-anywhere mt-0.5 block font-mono text-11 text-ink-2">
            {factory.url ?? "no address"}
          </span>
        </th>
        <td className={cell}>{wayWords(factory)}</td>
        <td className={cell}>
          <State factory={factory} />
        </td>
        <td className={cell}>
          <Abilities factory={factory} />
        </td>
        <td className={cell}>
          <div className="flex flex-wrap items-start gap-x-2.5 gap-y-2.5">
            <Token factory={factory} />
            {admin && takesSecret(factory) && (
              <span className="-mt-1 flex gap-1.5">
                <Button
                  ref={button}
                  size="sm"
                  data-token-of={factory.name}
                  {...(named ? { "data-autofocus": true } : {})}
                  aria-expanded={editing}
                  aria-label={`${factory.secret ? "Replace" : "Set"} the token of ${factory.name}…`}
                  onClick={() => onEdit(editing ? null : factory.name)}
                >
                  {factory.secret ? "Replace…" : "Set token…"}
                </Button>
                {factory.secret && (
                  <Button
                    size="sm"
                    variant="danger"
                    aria-label={`Remove the token of ${factory.name}…`}
                    onClick={() => onRemove(factory.name)}
                  >
                    Remove…
                  </Button>
                )}
              </span>
            )}
          </div>
        </td>
      </tr>
      {editing && (
        <tr className="bg-surface-2/60">
          <td colSpan={5} className="px-3 pb-3">
            <SetSecret factory={factory} onDone={close} />
          </td>
        </tr>
      )}
    </>
  );
});

function State({ factory }: { factory: Factory }) {
  const { here, words, at } = stateWords(factory);
  return (
    <>
      <span
        className={clsx(
          "flex items-center gap-1.5 whitespace-nowrap",
          here ? "font-semibold text-green" : "text-ink-2",
        )}
      >
        <span
          aria-hidden
          className={clsx("size-1.5 rounded-full border border-current", here && "bg-current")}
        />
        {words}
      </span>
      <span className="tabular mt-0.5 block text-11 text-ink-2">
        {at} <Time iso={factory.last_seen} format="short" />
      </span>
    </>
  );
}

function Abilities({ factory }: { factory: Factory }) {
  const { can, words } = replayWords(factory);
  const operations = factory.operations?.join(", ") ?? "";
  const others = otherCapabilities(factory).join(", ");
  return (
    <>
      <span className={clsx("wrap-anywhere", can ? "text-ink" : "text-ink-2")}>{words}</span>
      {operations !== "" && (
        <span title={operations} className="wrap-anywhere mt-0.5 line-clamp-2 font-mono text-11 text-ink-2">
          {operations}
        </span>
      )}
      {others !== "" && (
        <span title={others} className="wrap-anywhere mt-0.5 line-clamp-2 text-11 text-ink-2">
          also: {others}
        </span>
      )}
    </>
  );
}

function Token({ factory }: { factory: Factory }) {
  const { words, warn } = secretWords(factory);
  return (
    <span
      className={clsx("wrap-anywhere", warn ? "text-yellow" : factory.secret ? "text-ink" : "text-ink-2")}
    >
      {words}
    </span>
  );
}
