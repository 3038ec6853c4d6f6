import { useEffect, useState } from "react";
import { type CommandSource, currentSources, type FoundItem } from "./commands.ts";

const TYPING_MS = 120;

export interface Found {
  source: CommandSource;
  items: FoundItem[];
}

/** What the sources of the screen have for a text, asked when the typing rests. An answer to older text is dropped. */
export function useFound(text: string): Found[] {
  const [found, setFound] = useState<Found[]>([]);
  useEffect(() => {
    if (text === "") {
      setFound([]);
      return;
    }
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      const answers = await Promise.allSettled(
        currentSources().map(async (source) => ({ source, items: await source.find(text, asked.signal) })),
      );
      if (asked.signal.aborted) return;
      setFound(
        answers.flatMap((answer) =>
          answer.status === "fulfilled" && answer.value.items.length > 0 ? [answer.value] : [],
        ),
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [text]);
  return found;
}
