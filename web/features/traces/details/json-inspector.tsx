import clsx from "clsx";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { type JsonLine, jsonLines } from "./json-lines.ts";

const tones: Record<JsonLine["is"], string> = {
  string: "text-green",
  number: "text-ink",
  word: "text-violet",
  bracket: "text-ink-2",
  more: "text-ink-3",
};

/** Lines drawn at once; a detail of ten megabytes is asked for by and by. */
const STEP = 200;

/** A value as coloured JSON whose objects and lists fold. */
export function JsonInspector({ value, label }: { value: unknown; label: string }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set<string>());
  const [most, setMost] = useState(STEP);
  const lines = useMemo(() => jsonLines(value, folded), [value, folded]);
  const toggle = (path: string) => {
    const next = new Set(folded);
    if (!next.delete(path)) next.add(path);
    setFolded(next);
  };
  return (
    <section aria-label={label} className="font-mono text-12 leading-[18px]">
      {lines.slice(0, most).map((line) => (
        <div key={line.path} className="relative flex" style={{ paddingLeft: line.depth * 12 + 14 }}>
          {line.below > 0 && line.depth > 0 && (
            <button
              type="button"
              onClick={() => toggle(line.path)}
              aria-expanded={!folded.has(line.path)}
              aria-label={`${line.name ?? "entry"}, ${line.below} inside`}
              className="-ml-3.5 grid h-[18px] w-3.5 shrink-0 place-items-center rounded text-ink-3 hover:text-ink [&>svg]:size-3"
            >
              {folded.has(line.path) ? <ChevronRight /> : <ChevronDown />}
            </button>
          )}
          <span className="min-w-0 whitespace-pre-wrap break-words [overflow-wrap:anywhere]">
            {line.name !== null && (
              <>
                <span className="text-cyan">{JSON.stringify(line.name)}</span>
                <span className="text-ink-2">: </span>
              </>
            )}
            <span className={clsx(tones[line.is])}>{line.text}</span>
          </span>
        </div>
      ))}
      {lines.length > most && (
        <button
          type="button"
          onClick={() => setMost(most + STEP)}
          className="mt-1 ml-3.5 rounded text-cyan underline underline-offset-2"
        >
          Show {Math.min(STEP, lines.length - most)} of {lines.length - most} more lines
        </button>
      )}
    </section>
  );
}
