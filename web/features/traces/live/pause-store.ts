import { createStore } from "zustand/vanilla";

/** Whether the screen stands still, and which traces were heard of meanwhile. */
export interface PauseState {
  paused: boolean;
  heard: ReadonlySet<string>;
}

export const pauseStore = createStore<PauseState>(() => ({ paused: false, heard: new Set() }));

export const togglePause = (): void =>
  pauseStore.setState(({ paused }) => ({ paused: !paused, heard: new Set() }));
