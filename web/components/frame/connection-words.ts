import { assertNever } from "../../../shared/result.ts";
import type { ConnectionState } from "../../live/connection-state.ts";
import { formatCount } from "../ui/number-format.ts";

/** Behind by fewer than this is the ordinary rhythm of a frame, not worth a word. */
const NOTABLE = 50;

export interface ConnectionWords {
  text: string;
  note?: string;
  explain: string;
  tone: "green" | "yellow" | "red";
}

/** What the state of the connection is called, and what it means for the reader. */
export function describeConnection(state: ConnectionState): ConnectionWords {
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
