import fc from "fast-check";
import { aimEdit } from "./aimed-edit.ts";
import { storyFile } from "./driver.ts";
import { editByHand, type HandFile, makeFile, render } from "./hand-file.ts";
import { locate } from "./locate.ts";
import type { planDriver } from "./plan-driver.ts";
import { spanTask } from "./span-task.ts";
import { type DrawnEdit, drawnEdit } from "./story.ts";
import type { Tally } from "./tally.ts";

/** Edits of the task that a span belongs to, and of others, each in the coordinates of what its agent has read. */
export interface SpanStory {
  lines: number;
  start: number;
  more: number;
  steps: { own: boolean; reads: boolean; edit: DrawnEdit }[];
}

export const anySpanStory: fc.Arbitrary<SpanStory> = fc.record({
  lines: fc.integer({ min: 1, max: 20 }),
  start: fc.nat(100),
  more: fc.nat(6),
  steps: fc.array(
    fc.record({
      own: fc.boolean(),
      reads: fc.integer({ min: 0, max: 2 }).map((n) => n === 2),
      edit: drawnEdit,
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

/** The story's file, and the first and last line of the span (0-based, the last excluded). */
export function openSpanStory({ lines, start, more }: SpanStory) {
  const file = makeFile(
    Array.from({ length: lines }, (_, n) => `first ${n + 1}`),
    ["\n"],
    true,
  );
  const from = start % lines;
  return { file, from, to: Math.min(lines, from + 1 + more) };
}

/**
 * Every line is written once. After each edit the task's span has to be the lines that it is by hand, and an edit of
 * the task outside of them has to be refused.
 */
export function playSpans(
  story: SpanStory,
  { file, from, to }: ReturnType<typeof openSpanStory>,
  driver: ReturnType<typeof planDriver>,
  tally: Tally,
): string | null {
  let now: HandFile = file;
  let span = { from, to };
  const seen = new Map<boolean, HandFile>();
  let written = 0;
  const done: string[] = [`span ${from + 1}-${to}`];
  for (const { own, reads, edit } of story.steps) {
    if (reads || !seen.has(own)) seen.set(own, now);
    const read = seen.get(own)!;
    const lines = edit.lines.map(() => `new ${++written}`);
    const aimed = aimEdit({ ...edit, lines, openSpace: false }, read.length, storyFile);
    const expect = { fileHash: driver.hash(Buffer.from(render(read))) };
    const operation = { ...aimed.operation, expect, ...(own ? { taskId: spanTask } : {}) };
    done.push(JSON.stringify(operation));
    const wrong = (what: string) => `${what}\n${done.join("\n")}\nfile:\n${render(now)}`;
    const { verdict, places } = locate(aimed.aim, read, now);
    const at = places[0] ?? 0;
    const removed = aimed.aim.kind === "span" ? aimed.aim.end - aimed.aim.start : 0;
    const inside = at >= span.from && at + removed <= span.to;
    const ended = driver.send([operation], "original");
    tally.requests++;
    if (!ended.ok) {
      tally.refused[ended.code] = (tally.refused[ended.code] ?? 0) + 1;
      const right =
        verdict !== "free" ? "STALE_SPAN" : own && !inside ? "SPAN_NOT_ALLOWED" : "NOTHING_TO_CHANGE";
      const idle = removed === 0 && lines.length === 0;
      if (ended.code !== right && !(idle && ended.code === "NOTHING_TO_CHANGE"))
        return wrong(`was refused with ${ended.code} (${ended.error}), not with ${right}`);
      if (ended.code === "NOTHING_TO_CHANGE" && !idle) return wrong("changes something");
      continue;
    }
    tally.applied++;
    if (verdict !== "free") return wrong("was applied where its lines had been touched");
    if (own && !inside) return wrong("was applied outside of the task's span");
    now = editByHand(now, { at, removed, texts: aimed.texts });
    span = spanByHand(span, { at, removed, added: lines.length }, own);
    const kept = driver.span();
    const same = kept.start === span.from + 1 && kept.end === span.to;
    if (!same)
      return wrong(`the span is ${kept.start}-${kept.end}, by hand it is ${span.from + 1}-${span.to}`);
    if (render(now) !== Buffer.from(driver.bytes()).toString("utf8")) return wrong("did not land as by hand");
  }
  return null;
}

/** What an edit makes of the lines [from, to) that a task may edit. */
export function spanByHand(
  { from, to }: { from: number; to: number },
  { at, removed, added }: { at: number; removed: number; added: number },
  own: boolean,
): { from: number; to: number } {
  const end = at + removed;
  const grown = { from, to: to + added - removed };
  const moved = { from: from + added - removed, to: to + added - removed };
  if (removed === 0 && (at === from || at === to)) return own ? grown : at === from ? moved : { from, to };
  if (at >= from && end <= to) return grown;
  if (end <= from) return moved;
  if (at >= to) return { from, to };
  // somebody else rewrote lines across an edge: those are no longer the task's
  if (at > from) return { from, to: at };
  return { from: at + added, to: at + added + Math.max(0, to - end) };
}
