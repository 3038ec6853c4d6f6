import { createStore } from "zustand/vanilla";
import type { ConnectionState } from "./connection-state.ts";

/** The state of the page's one socket, for `<ConnectionIndicator>`: `useStore(connection, (s) => s.state)`. */
export const connection = createStore<{ state: ConnectionState }>(() => ({ state: { at: "connecting" } }));
