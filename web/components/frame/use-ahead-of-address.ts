import { useState } from "react";
import { heard, inStep, wrote } from "./ahead-of-address.ts";

/**
 * A value of the address that is shown as changed at once. The router changes the address some renders later, and a key
 * that is pressed right after must find the new one already.
 */
export function useAheadOfAddress<T>(held: T, write: (value: T) => void): [T, (value: T) => void] {
  const [state, setState] = useState(() => inStep(held));
  const current = held === state.held ? state : heard(state, held);
  if (current !== state) setState(current);
  const say = (value: T) => {
    setState((before) => wrote(before, value));
    write(value);
  };
  return [current.value, say];
}
