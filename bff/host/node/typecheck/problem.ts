/** One error of a program. `line` and `column` count from 1; a problem of the project as a whole has no file. */
export interface Problem {
  /** absolute, with forward slashes */
  file: string | null;
  line: number;
  column: number;
  /** 2322 of "TS2322" */
  code: number;
  /** the whole chain of the message on one line */
  message: string;
}

/** Turns an offset of UTF-16 units into a line and a column, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, offset));
  const lastBreak = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
  const line = (before.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
  return { line, column: before.length - lastBreak };
}

interface Message {
  text: string;
  chain: readonly Message[];
}

/** A message and what it is explained by, outermost first, as one line. */
export function oneLine(message: Message): string {
  const parts = [message.text, ...message.chain.map(oneLine)];
  return parts.join(" ").replace(/\s+/g, " ").trim();
}
