import { type ComponentType, Suspense, useState } from "react";
import { lazyPart } from "../ui/lazy-part.tsx";
import { missingPart } from "../ui/missing-part.tsx";

/**
 * The screen of a route, loaded when one goes there; the router does so ahead and draws it at once. Where it does not come,
 * the page stays with the way back, and says so: it is not loaded anew, as the server may be away. `what` begins the
 * sentence.
 */
export function lazyScreen(what: string, load: () => Promise<ComponentType>) {
  let Loaded: ComponentType | null = null;
  const Part = lazyPart(load, missingPart(what));
  function LazyScreen() {
    const [Screen] = useState(() => Loaded ?? Part);
    return (
      <Suspense>
        <Screen />
      </Suspense>
    );
  }
  LazyScreen.preload = async (): Promise<void> => {
    Loaded ??= await load().catch(() => null);
  };
  return LazyScreen;
}
