import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { escapeCloses } from "../../../components/ui/escape-closes.ts";
import { unlessTaken } from "../../../components/ui/unless-taken.ts";

/** Values that are listed at once; the rest is found by typing. */
const MOST = 150;

/** Narrows by values of one kind: a button that says to which, and a list to tick them in. */
export function FilterMenu({
  name,
  values,
  chosen,
  onToggle,
  onClear,
}: {
  name: string;
  values: readonly string[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
  onClear: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const all = [...chosen.filter((value) => !values.includes(value)), ...values];
  const fitting = all.filter((value) => value.toLowerCase().includes(text.trim().toLowerCase()));
  const said = chosen.length === 0 ? "all" : chosen.length === 1 ? chosen[0] : `${chosen.length}`;
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setText("");
      }}
    >
      <Popover.Trigger
        aria-label={`${name}: ${said}`}
        className={clsx(
          "inline-flex h-7 min-w-14 max-w-52 items-center overflow-hidden gap-1.5 rounded-md border px-2 text-12",
          chosen.length > 0
            ? "border-accent/40 text-ink tint-accent"
            : "border-line text-ink-2 hover:border-ink-3/60 hover:text-ink",
        )}
      >
        {name} <b className="min-w-0 truncate font-semibold text-ink">{said}</b>
        <ChevronDown aria-hidden className="size-3 shrink-0" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          onKeyDown={escapeCloses(() => setOpen(false))}
          onCloseAutoFocus={unlessTaken}
          className="z-40 flex max-h-[60vh] w-72 animate-overlay-in flex-col rounded-card border border-line bg-surface shadow-black/50 shadow-xl outline-none"
        >
          <div className="flex items-center gap-2 border-line border-b p-2">
            <input
              type="search"
              aria-label={`Find a ${name.toLowerCase()}`}
              placeholder={`Find among ${all.length}`}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="h-7 min-w-0 flex-1 rounded-control border border-line bg-surface-2 px-2 text-12 placeholder:text-ink-3"
            />
            {chosen.length > 0 && (
              <button type="button" onClick={onClear} className="rounded text-12 text-ink-2 hover:text-ink">
                Clear
              </button>
            )}
          </div>
          <ul className="min-h-0 flex-1 overflow-y-auto p-1">
            {fitting.slice(0, MOST).map((value) => (
              <li key={value}>
                <label className="flex items-center gap-2 rounded px-2 py-1 hover:bg-surface-2">
                  <input
                    type="checkbox"
                    checked={chosen.includes(value)}
                    onChange={() => onToggle(value)}
                    className="shrink-0 accent-accent"
                  />
                  <span title={value} className="min-w-0 truncate font-mono text-12">
                    {value}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {fitting.length === 0 && (
            <p className="px-3 pb-3 text-12 text-ink-3">
              {all.length === 0 ? "Nothing in the last 15 minutes." : "None is called so."}
            </p>
          )}
          {fitting.length > MOST && (
            <p className="border-line border-t px-3 py-1.5 text-12 text-ink-3">
              {fitting.length - MOST} more: type to narrow
            </p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
