import { ChevronDown, ChevronUp } from "lucide-react";
import type { RefObject } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { formatCount } from "../../../components/ui/number-format.ts";
import { SearchInput } from "../../../components/ui/search-input.tsx";
import { useSearchText } from "../../../components/ui/use-search-text.ts";

/**
 * Marks calls of either trace as one types. Enter goes to the next, Shift and Enter to the one before, and the field
 * keeps the focus; the arrow down leads into the lines, Esc leaves the field empty.
 */
export function CompareSearchField({
  value,
  found,
  at,
  inputRef,
  onChange,
  onStep,
  onLeave,
}: {
  value: string;
  /** calls that were found */
  found: number;
  /** which of them one stands on; -1: none */
  at: number;
  inputRef: RefObject<HTMLInputElement | null>;
  onChange: (value: string) => void;
  /** to the next call with these words, or the one before */
  onStep: (text: string, direction: 1 | -1) => void;
  onLeave: () => void;
}) {
  const { text, type, say, clear } = useSearchText(value, onChange);
  return (
    <search className="flex min-w-0 shrink items-center font-normal">
      <SearchInput
        label="Search calls of both traces"
        placeholder="Find calls"
        value={text}
        inputRef={inputRef}
        className="min-w-24 max-w-[200px] shrink"
        onType={type}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape" && event.key !== "ArrowDown") return;
          event.preventDefault();
          if (event.key === "Enter") {
            say();
            onStep(text, event.shiftKey ? -1 : 1);
          } else if (event.key === "ArrowDown") {
            say();
            onLeave();
          } else {
            clear();
            event.currentTarget.blur();
          }
        }}
      />
      {value !== "" && (
        <>
          <span
            role="status"
            className={`tabular whitespace-nowrap pr-1 pl-2 font-mono text-11 ${found === 0 ? "text-ink-2" : "text-yellow"}`}
          >
            {found === 0
              ? "none found"
              : at === -1
                ? `${formatCount(found)} found`
                : `${formatCount(at + 1)} of ${formatCount(found)} found`}
          </span>
          {found > 0 && (
            <>
              <IconButton label="Call found before" keys="Shift+Enter" onClick={() => onStep(text, -1)}>
                <ChevronUp />
              </IconButton>
              <IconButton label="Next call found" keys="Enter" onClick={() => onStep(text, 1)}>
                <ChevronDown />
              </IconButton>
            </>
          )}
        </>
      )}
    </search>
  );
}
