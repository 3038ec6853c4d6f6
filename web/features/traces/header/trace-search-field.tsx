import { Search } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Kbd } from "../../../components/ui/kbd.tsx";

const TYPING_MS = 180;
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
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // the address may change without typing: by a link, by clearing the filters
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (next: string) => {
    clearTimeout(timer.current);
    if (next.trim() !== value) onChange(next.trim().slice(0, 200));
  };
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
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => say(next), TYPING_MS);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          if (event.key === "Enter" && traceIdText.test(text.trim())) {
            clearTimeout(timer.current);
            onTrace(text.trim().toLowerCase());
          } else say(event.key === "Escape" ? "" : text);
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
