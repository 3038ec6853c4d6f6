import { createStore } from "zustand/vanilla";

/** What is open over the screen, and the number the window's title carries while one looks elsewhere. */
export interface FrameState {
  overlay: "none" | "palette" | "keys";
  /** what was typed for the palette before it was there */
  typed: string;
  /** what arrived unseen; 0 shows nothing */
  unseen: number;
}

export const frameStore = createStore<FrameState>(() => ({ overlay: "none", typed: "", unseen: 0 }));

export const openOverlay = (overlay: FrameState["overlay"]): void =>
  frameStore.setState({ overlay, typed: "" });
