import { useMatches } from "@tanstack/react-router";

/** What the screen in front is called, as its route says. */
export function useScreenTitle(): string {
  return useMatches({
    select: (matches) => matches.findLast((match) => match.staticData.title)?.staticData.title ?? "",
  });
}
