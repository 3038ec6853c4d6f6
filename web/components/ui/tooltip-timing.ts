import { createStore } from "zustand/vanilla";

/** Which of the tooltips is open, by its id: one at a time. */
export const openTooltip = createStore<{ id: string | null }>(() => ({ id: null }));

const OPEN_MS = 350;
/** Whoever goes from one to the next need not wait again. */
const SKIP_MS = 200;
/** Long enough for the pointer to cross over into the tooltip. */
const CLOSE_MS = 120;

let timer: ReturnType<typeof setTimeout> | undefined;
let closedAt = Number.NEGATIVE_INFINITY;

export function showTooltip(id: string): void {
  clearTimeout(timer);
  openTooltip.setState({ id });
}

/** Shows it when the pointer has rested; at once where another was open a moment ago. */
export function showTooltipSoon(id: string): void {
  clearTimeout(timer);
  const { id: open } = openTooltip.getState();
  if (open !== null || performance.now() - closedAt < SKIP_MS) showTooltip(id);
  else timer = setTimeout(showTooltip, OPEN_MS, id);
}

/** Closes it, or does not open it after all. */
export function hideTooltip(id: string): void {
  clearTimeout(timer);
  if (openTooltip.getState().id !== id) return;
  closedAt = performance.now();
  openTooltip.setState({ id: null });
}

export function hideTooltipSoon(id: string): void {
  clearTimeout(timer);
  timer = setTimeout(hideTooltip, CLOSE_MS, id);
}
