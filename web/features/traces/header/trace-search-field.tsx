import type { RefObject } from "react";
import { SearchInput } from "../../../components/ui/search-input.tsx";
import { useSearchText } from "../../../components/ui/use-search-text.ts";
import { pastedTrace } from "./pasted-trace.ts";

/** Narrows the list and marks spans as one types. Enter on a whole trace id opens that trace, whether it is in the list or not. */
export function TraceSearchField({
  value,
  inputRef,
  onChange,
  onTrace,
}: {
  value: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (value: string) => void;
  onTrace: (traceId: string, spanId?: string) => void;
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
        const pasted = pastedTrace(text);
        if (event.key === "Escape") clear();
        else if (pasted !== null) {
          drop();
          onTrace(pasted.traceId, pasted.spanId);
        } else say();
        event.currentTarget.blur();
      }}
    />
  );
}
