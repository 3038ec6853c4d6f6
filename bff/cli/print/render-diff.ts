import type { Paint } from "../session.ts";
import { visible } from "./visible.ts";

/** More lines than this are not for reading on a terminal. */
const maxLines = 400;

/** A unified diff in colours, long ones cut with a note of how much is missing. */
export function renderDiff(diff: string, paint: Paint): string {
  if (diff === "") return "";
  const lines = visible(diff).replace(/\n$/, "").split("\n");
  const shown = lines.slice(0, maxLines).map((line) => {
    if (
      line.startsWith("+++") ||
      line.startsWith("---") ||
      /^(diff|index|new|deleted|old|rename|similarity) /.test(line)
    )
      return paint.dim(line);
    if (line.startsWith("@@")) return paint.cyan(line);
    if (line.startsWith("+")) return paint.green(line);
    if (line.startsWith("-")) return paint.red(line);
    return line;
  });
  if (lines.length > maxLines) shown.push(paint.dim(`… and ${lines.length - maxLines} more lines of diff`));
  return `${shown.join("\n")}\n`;
}
