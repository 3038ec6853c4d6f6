import { Search } from "lucide-react";
import type { RefObject } from "react";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { useSearchText } from "../../../components/ui/use-search-text.ts";

/** Searches as one types, when the typing rests. Esc goes back to the list and keeps the words. */
export function SearchField({
  value,
  inputRef,
  onChange,
  onLeave,
}: {
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (value: string) => void;
  onLeave: () => void;
}) {
  const { text, type, say } = useSearchText(value, onChange);
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={inputRef}
        type="search"
        data-autofocus
        aria-label="Search patches"
        placeholder="Search"
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          say();
          onLeave();
        }}
        className="peer h-7 w-full rounded-control border border-line bg-surface-2 pr-7 pl-7 text-12 placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden">
        <Kbd keys="/" />
      </span>
    </div>
  );
}
