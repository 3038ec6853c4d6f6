import { Search } from "lucide-react";
import type { RefObject } from "react";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { useSearchText } from "../../../components/ui/use-search-text.ts";

/** An id as W3C writes it: Enter opens the trace, whether it is in the list or not. */
const traceIdText = /^[0-9a-f]{32}$/i;

/** Narrows the list and marks spans as one types. Enter on a whole trace id opens that trace. */
export function TraceSearchField({
  value,
  inputRef,
  onChange,
  onTrace,
}: {
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (value: string) => void;
  onTrace: (traceId: string) => void;
}) {
  const { text, type, say, clear, drop } = useSearchText(value, onChange);
  return (
    <div className="relative w-[260px] min-w-24 shrink">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={inputRef}
        type="search"
        aria-label="Search traces and spans"
        placeholder="Trace id or keyword"
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          if (event.key === "Escape") clear();
          else if (traceIdText.test(text.trim())) {
            drop();
            onTrace(text.trim().toLowerCase());
          } else say();
          event.currentTarget.blur();
        }}
        className="peer h-7 w-full rounded-control border border-line bg-surface-2 pr-7 pl-7 text-12 placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden">
        <Kbd keys="/" />
      </span>
    </div>
  );
}
