import { createStore } from "zustand/vanilla";
import type { ErrorCode } from "../../shared/errors.ts";

/** Whether the server still knows us. `signedOut` holds the code it refused with; null while all is well. */
export const sessionStore = createStore<{ signedOut: ErrorCode | null }>(() => ({ signedOut: null }));
