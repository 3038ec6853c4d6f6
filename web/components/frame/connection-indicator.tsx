import clsx from "clsx";
import { useStore } from "zustand";
import { connection } from "../../live/connection.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { describeConnection } from "./connection-words.ts";

const tones = {
  green: { text: "text-green", dot: "bg-green ring-green/15" },
  yellow: { text: "text-yellow", dot: "bg-yellow ring-yellow/15 animate-shimmer" },
  red: { text: "text-red-ink", dot: "bg-red ring-red/15" },
};

/** Live, reconnecting with the seconds left, offline; and how far the screen is behind. */
export function ConnectionIndicator() {
  const state = useStore(connection, (held) => held.state);
  const { text, note, explain, tone } = describeConnection(state);
  return (
    <Tooltip text={explain}>
      <button
        type="button"
        aria-label={note ? `Connection: ${text}, ${note}` : `Connection: ${text}`}
        className={clsx("flex items-center gap-2 whitespace-nowrap rounded font-semibold", tones[tone].text)}
      >
        <span aria-hidden className={clsx("mx-1 size-2 rounded-full ring-4", tones[tone].dot)} />
        <span>{text}</span>
        {note && <span className="font-mono font-normal text-12 text-ink-2">{note}</span>}
      </button>
    </Tooltip>
  );
}
