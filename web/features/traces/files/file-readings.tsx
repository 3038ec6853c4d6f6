import { X } from "lucide-react";
import { useStore } from "zustand";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { fileStore } from "./file-store.ts";
import type { ReadPhase } from "./read-messages.ts";

const words: Record<ReadPhase, string> = {
  reading: "Reading",
  understanding: "Taking apart",
  arranging: "Arranging",
};

/** Files that are being read, how far, and the way to stop. */
export function FileReadings() {
  const readings = useStore(fileStore, (state) => state.reading);
  if (readings.length === 0) return null;
  return (
    <ul aria-label="Files being read" className="shrink-0 border-line border-b">
      {readings.map(({ file, progress: { phase, share }, cancel }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: files may have one name, and they never reorder
        <li key={at} className="flex items-center gap-2 py-1.5 pr-1 pl-3 text-12">
          <div className="min-w-0 flex-1">
            <p className="flex gap-2">
              <span className="min-w-0 flex-1 truncate font-mono" title={file}>
                {file}
              </span>
              <span className="tabular text-ink-2">
                {words[phase]}
                {share !== null && ` ${Math.round(share * 100)} %`}
              </span>
            </p>
            <div
              role="progressbar"
              aria-label={`${words[phase]} ${file}`}
              {...(share === null ? {} : { "aria-valuenow": Math.round(share * 100) })}
              className="mt-1 h-1 overflow-hidden rounded-full bg-line"
            >
              <div
                className={share === null ? "h-full w-full animate-shimmer bg-cyan" : "h-full bg-cyan"}
                style={share === null ? undefined : { width: `${share * 100}%` }}
              />
            </div>
          </div>
          <IconButton label={`Stop reading ${file}`} onClick={cancel}>
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
