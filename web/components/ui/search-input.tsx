import clsx from "clsx";
import { Search } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { Kbd } from "./kbd.tsx";

/** A search field that `/` leads to. What its keys mean is for the screen to say. */
export function SearchInput({
  label,
  placeholder,
  value,
  inputRef,
  autoFocused = false,
  className,
  onType,
  onKeyDown,
}: {
  label: string;
  placeholder: string;
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  /** a drawer that holds it gives it the focus */
  autoFocused?: boolean;
  /** its width */
  className?: string;
  onType: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
  return (
    <div className={clsx("relative", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={inputRef}
        type="search"
        {...(autoFocused ? { "data-autofocus": true } : {})}
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={value}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        className="peer h-7 w-full rounded-control border border-line bg-surface-2 pr-7 pl-7 text-12 placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden">
        <Kbd keys="/" />
      </span>
    </div>
  );
}
