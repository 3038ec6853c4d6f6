import { createStore } from "zustand/vanilla";
import type { ReplayMode, ReplayPace } from "../../../shared/models/replay.ts";

/** How one replays: kept from one trace to the next, as long as the page is open. */
export interface ReplayChoice {
  mode: ReplayMode;
  pace: ReplayPace;
  /** of pace `faster` */
  speed: number;
}

export const choiceStore = createStore<ReplayChoice>(() => ({
  mode: "dry-run",
  pace: "original",
  speed: 10,
}));
