import type { HandEdit, HandFile, HandLine } from "./hand-file.ts";

/**
 * Where the place of an edit is, some versions later. `free`: nobody touched it, the edit has to land at the one
 * place; `touched`: it has to be refused; `open`: both are right, because somebody wrote an equal line over one of
 * them, but where it lands it has to land at one of the places.
 */
export interface Located {
  verdict: "free" | "touched" | "open";
  places: number[];
}

/** What an edit is about in the version it was written for. */
export type Aim =
  /** these lines give way */
  | { kind: "span"; start: number; end: number }
  /** above or below this line */
  | { kind: "beside"; line: number; side: "before" | "after" }
  | { kind: "top" }
  | { kind: "bottom" };

/** In `now`, the place of what `aim` means in `base`. */
export function locate(aim: Aim, base: HandFile, now: HandFile): Located {
  switch (aim.kind) {
    case "span":
      return locateSpan(base.slice(aim.start, aim.end), base, now);
    case "top":
      return locateGap(0, base, now);
    case "bottom":
      return locateGap(base.length, base, now);
    case "beside":
      return locateGap(aim.side === "before" ? aim.line : aim.line + 1, base, now);
  }
}

function locateSpan(lines: readonly HandLine[], base: HandFile, now: HandFile): Located {
  const at = now.findIndex(({ id }) => id === lines[0]!.id);
  if (at !== -1 && lines.every((line, i) => now[at + i] === line)) return { verdict: "free", places: [at] };
  const places = now.flatMap((_, from) =>
    lines.every((line, i) => standsFor(now[from + i], line, base)) ? [from] : [],
  );
  return { verdict: places.length > 0 ? "open" : "touched", places };
}

/** An insert is about the lines on both sides of it, or the end of the file: they have to be neighbours still. */
function locateGap(gap: number, base: HandFile, now: HandFile): Located {
  const above = base[gap - 1];
  const below = base[gap];
  const places: number[] = [];
  for (let at = 0; at <= now.length; at++) {
    if (now[at - 1] === above && now[at] === below) return { verdict: "free", places: [at] };
    const fits = (there: HandLine | undefined, line: HandLine | undefined) =>
      line === undefined ? there === undefined : standsFor(there, line, base);
    if (fits(now[at - 1], above) && fits(now[at], below)) places.push(at);
  }
  return { verdict: places.length > 0 ? "open" : "touched", places };
}

/** The same line, or one that was written since and reads the same; never another one that was there already. */
export function standsFor(there: HandLine | undefined, line: HandLine, base: HandFile): boolean {
  if (there === undefined) return false;
  if (there.id === line.id) return true;
  return there.text === line.text && there.ending === line.ending && !base.some(({ id }) => id === there.id);
}

/** Whether two edits of one version want the same lines; an insert at the edge of a span is outside it. */
export function overlapping(a: HandEdit, b: HandEdit): boolean {
  const inside = (at: number, span: HandEdit) => span.at < at && at < span.at + span.removed;
  if (a.removed === 0 && b.removed === 0) return false;
  if (a.removed === 0) return inside(a.at, b);
  if (b.removed === 0) return inside(b.at, a);
  return a.at < b.at + b.removed && b.at < a.at + a.removed;
}
