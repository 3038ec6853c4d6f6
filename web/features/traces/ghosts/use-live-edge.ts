import { useEffect, useRef, useState } from "react";

/** Ten a second are smooth for bars that grow by the second. */
const TICK_MS = 100;

/**
 * How far something has come that is read now and then, going on by itself between two readings: `known` is what was
 * read last, microseconds, and `speed` how many of its seconds pass in one of ours. Null: it stands where it was read.
 * A reading that is behind the clock changes nothing, as it was old when it came; one before the last is of something
 * else.
 */
export function useLiveEdge(known: number, speed: number | null): number {
  const [edge, setEdge] = useState(known);
  const last = useRef({ known, edge: known });
  useEffect(() => {
    const before = last.current;
    let from = known < before.known ? known : Math.max(known, before.edge);
    last.current = { known, edge: from };
    if (speed === null) return;
    let at = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      from += (now - at) * 1000 * speed;
      at = now;
      last.current = { known, edge: from };
      setEdge(from);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [known, speed]);
  return speed === null ? known : Math.max(known, edge);
}
