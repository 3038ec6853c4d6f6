import type { ReactNode } from "react";
import { ErrorState } from "./error-state.tsx";
import { notLoaded, useAskAgain } from "./lazy-part.tsx";

/** In place of a part of the screen that did not come: which, and a way to ask again. `what` begins the sentence. */
export function missingPart(what: string): () => ReactNode {
  return function MissingPart() {
    return <ErrorState title={`${what} could not be loaded`} message={notLoaded} onRetry={useAskAgain()} />;
  };
}
