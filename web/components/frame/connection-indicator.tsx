import clsx from "clsx";
import { useStore } from "zustand";
import { assertNever } from "../../../shared/result.ts";
import { connection } from "../../live/connection.ts";
import type { ConnectionState } from "../../live/connection-state.ts";
import { formatCount } from "../ui/number-format.ts";
import { Tooltip } from "../ui/tooltip.tsx";

/** Behind by fewer than this is the ordinary rhythm of a frame, not worth a word. */
const NOTABLE = 50;

interface Look {
  text: string;
  note?: string;
  explain: string;
  tone: "green" | "yellow" | "red";
}

/** What the state of the connection is called, and what it means for the reader. */
export function describeConnection(state: ConnectionState): Look {
  switch (state.at) {
    case "connecting":
      return { text: "Connecting", explain: "Opening the live connection.", tone: "yellow" };
    case "live":
      return state.behind < NOTABLE
        ? { text: "Live", explain: "Every event is on screen as it happens.", tone: "green" }
        : {
            text: "Live",
            note: `${formatCount(state.behind)} behind`,
            explain: "The server is ahead of the screen; it is catching up.",
            tone: "yellow",
          };
    case "reconnecting":
      return {
        text: "Reconnecting",
        note: state.seconds > 0 ? `in ${state.seconds} s` : "now",
        explain:
          "The connection was lost. What happens meanwhile is read when it is back; nothing is missed.",
        tone: "yellow",
      };
    case "offline":
      return {
        text: "Offline",
        note: state.seconds > 0 ? `retry in ${state.seconds} s` : "retrying",
        explain: "The browser says there is no network. What is on screen is as of then.",
        tone: "red",
      };
    case "ended":
      return {
        text: state.reason === "signed-out" ? "Signed out" : "Disconnected",
        explain: "The live connection has ended.",
        tone: "red",
      };
    default:
      return assertNever(state);
  }
}

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
