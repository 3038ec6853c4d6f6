import clsx from "clsx";
import { useState } from "react";

/** So many characters may need more than the three lines that are shown at first. */
const MAY_BE_CUT = 80;

/** Words of any length: three lines of them, and the rest when asked for. */
export function LongText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  return (
    <div className="min-w-0">
      <p className={clsx("whitespace-pre-wrap wrap-anywhere", !whole && "line-clamp-3")}>{text}</p>
      {text.length > MAY_BE_CUT && (
        <button
          type="button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
          className="rounded text-12 text-ink-2 hover:text-ink"
        >
          {whole ? "Show less" : "Show all"}
        </button>
      )}
    </div>
  );
}
