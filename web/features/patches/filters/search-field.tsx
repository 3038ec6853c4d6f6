import type { RefObject } from "react";
import { SearchInput } from "../../../components/ui/search-input.tsx";
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
    <SearchInput
      label="Search patches"
      placeholder="Search"
      value={text}
      inputRef={inputRef}
      autoFocused
      onType={type}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        say();
        onLeave();
      }}
    />
  );
}
