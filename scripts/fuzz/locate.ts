import type { HandEdit, HandFile, HandLine } from "./hand-file.ts";

/**
 * Where the place of an edit is, some versions later. `free`: nobody touched it, the edit has to land at the one
 * place; `touched`: it has to be refused; `open`: both are right (somebody wrote an equal line over one of them,
 * or beside an insert), but where it lands it has to land at one of the places.
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

export function locate(aim: Aim, base: HandFile, now: HandFile): Located {
  switch (aim.kind) {
    case "top":
      return { verdict: base === now ? "free" : "open", places: [0] };
    case "bottom":
      return { verdict: base === now ? "free" : "open", places: [now.length] };
    case "span":
      return locateSpan(base.slice(aim.start, aim.end), base, now);
    case "beside":
      return locateBeside(aim, base, now);
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

function locateBeside({ line, side }: Aim & { kind: "beside" }, base: HandFile, now: HandFile): Located {
  const own = base[line]!;
  const step = side === "before" ? -1 : 1;
  const neighbour = base[line + step];
  const at = now.indexOf(own);
  if (at !== -1 && now[at + step] === neighbour)
    return { verdict: "free", places: [side === "before" ? at : at + 1] };
  const places = now.flatMap((there, index) => {
    if (!standsFor(there, own, base)) return [];
    // others wrote between the line and its neighbour: both ends of what they wrote are the place meant
    const other = neighbour === undefined ? -1 : now.findIndex(({ id }) => id === neighbour.id);
    const place = side === "before" ? index : index + 1;
    return other === -1 ? [place] : [place, side === "before" ? other + 1 : other];
  });
  return { verdict: places.length > 0 ? "open" : "touched", places };
}

/** The same line, or one that was written since and reads the same; never another one that was there already. */
function standsFor(there: HandLine | undefined, line: HandLine, base: HandFile): boolean {
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
