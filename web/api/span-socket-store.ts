import { createStore } from "zustand/vanilla";

/** Whether news of spans come in by themselves; while they do not, what hangs on them is asked for now and then. */
export const spanSocketStore = createStore<{ up: boolean }>(() => ({ up: false }));
