import { assertNever } from "../result.ts";
import type { Guard, GuardState } from "./guards.ts";

/** Where a guard is, for a reader. */
export const guardLines = ({ start, end }: { start: number; end: number }): string =>
  start === end ? `line ${start}` : `lines ${start}-${end}`;

/** What is wrong with a guard that does not hold, as the rest of a sentence that names it. */
export function wrongWith({ hash }: Pick<Guard, "hash">, state: GuardState, digits: string | null): string {
  switch (state) {
    case "ok":
      return "holds";
    case "changed":
      return `carries ${hash}, but its lines hash to ${digits}`;
    case "markers_differ":
      return `carries one hash at its START and another at its END; its lines hash to ${digits}`;
    case "no_end":
      return "has a START but no END, so it guards everything below";
    case "no_start":
      return "has an END but no START, so it guards everything above";
    default:
      return assertNever(state);
  }
}
