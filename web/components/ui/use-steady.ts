import { useLayoutEffect, useRef, useState } from "react";

/** One function for as long as the part is mounted, which does what the newest would: rows that hold it are not drawn again. */
export function useSteady<Given extends readonly unknown[]>(
  newest: (...given: Given) => void,
): (...given: Given) => void {
  const held = useRef(newest);
  useLayoutEffect(() => {
    held.current = newest;
  });
  const [steady] = useState(
    () =>
      (...given: Given) =>
        held.current(...given),
  );
  return steady;
}
