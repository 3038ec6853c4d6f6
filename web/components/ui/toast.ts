import { createStore } from "zustand/vanilla";

export interface Toast {
  id: number;
  tone: "info" | "success" | "error";
  title: string;
  text?: string;
  /** one thing to do about it; the words are the button's */
  action?: { label: string; run: () => void };
}

/** What is on show, oldest first. At most four: a burst of news pushes the oldest out. */
export const toastStore = createStore<{ toasts: Toast[] }>(() => ({ toasts: [] }));

let lastId = 0;

/** Says something in the corner for some seconds; errors stay longer. May be called from anywhere. */
export function toast(given: Omit<Toast, "id" | "tone"> & { tone?: Toast["tone"] }): void {
  lastId += 1;
  const entry: Toast = { tone: "info", ...given, id: lastId };
  toastStore.setState((state) => ({ toasts: [...state.toasts, entry].slice(-4) }));
}

export function dismissToast(id: number): void {
  toastStore.setState((state) => ({ toasts: state.toasts.filter((entry) => entry.id !== id) }));
}
