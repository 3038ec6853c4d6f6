import { useEffect, useState } from "react";
import { throttled } from "../../../api/throttled.ts";
import { live } from "../../../live/live.ts";

/** Rarely enough that a busy stream does not talk over everything else. */
const SPEAK_MS = 10_000;

/** Tells a screen reader, politely and sparingly, how many patches came and how many failed. */
export function Announcer() {
  const [words, setWords] = useState("");
  useEffect(() => {
    let came = 0;
    let failed = 0;
    const speak = throttled(SPEAK_MS, () => {
      if (came === 0 && failed === 0) return;
      const parts = [`${came} new ${came === 1 ? "patch" : "patches"}`, failed > 0 ? `${failed} failed` : ""];
      setWords(parts.filter(Boolean).join(", "));
      came = 0;
      failed = 0;
    });
    const end = live.subscribe("patch", (events) => {
      for (const { type } of events) {
        if (type === "patch_requested") came += 1;
        if (type === "patch_failed") failed += 1;
      }
      speak();
    });
    return () => {
      end();
      speak.cancel();
    };
  }, []);
  return (
    <div aria-live="polite" className="sr-only">
      {words}
    </div>
  );
}
