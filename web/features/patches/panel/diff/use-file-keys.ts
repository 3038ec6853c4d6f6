import { useEffect, useEffectEvent } from "react";

/** `[` and `]` step back and on through `count` files, wherever the focus is, unless someone is typing. */
export function useFileKeys(count: number, step: (by: -1 | 1) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "[" && event.key !== "]") return;
    const target = event.target as HTMLElement | null;
    if (target?.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    step(event.key === "]" ? 1 : -1);
  });
  useEffect(() => {
    if (count < 2) return;
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [count]);
}
