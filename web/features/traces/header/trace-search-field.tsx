import type { RefObject } from "react";
import { SearchInput } from "../../../components/ui/search-input.tsx";
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
    <SearchInput
      label="Search traces and spans"
      placeholder="Trace id or keyword"
      value={text}
      inputRef={inputRef}
      className="w-[260px] min-w-24 shrink"
      onType={type}
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
    />
  );
}
