import { type ReactNode, useDeferredValue } from "react";

/** Draws `meanwhile`, and what is inside once what was mounted along with it stands on the screen. */
export function Later({ children, meanwhile = null }: { children: ReactNode; meanwhile?: ReactNode }) {
  return useDeferredValue(true, false) ? children : meanwhile;
}
