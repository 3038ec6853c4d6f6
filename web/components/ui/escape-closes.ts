import type { KeyboardEvent } from "react";

/**
 * Esc for what has opened in front, as its `onKeyDown`. Radix hears the key as well, but only some renders after the
 * thing is on screen: pressed right away, it would be lost.
 */
export const escapeCloses =
  (close: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    close();
  };
