import type { KeyboardEvent } from "react";

const steps: Record<string, 1 | -1> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * One tab stop for a panel of many switches: arrows, Home and End move between those marked `data-roving`. The one
 * last focused keeps the tab stop.
 */
export function moveRoving(event: KeyboardEvent<HTMLElement>): void {
  const switches = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-roving]")];
  const at = switches.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  const step = steps[event.key];
  const to =
    event.key === "Home"
      ? 0
      : event.key === "End"
        ? switches.length - 1
        : step === undefined
          ? -1
          : (at + step + switches.length) % switches.length;
  if (to < 0) return;
  event.preventDefault();
  for (const one of switches) one.tabIndex = -1;
  switches[to]!.tabIndex = 0;
  switches[to]!.focus();
}
