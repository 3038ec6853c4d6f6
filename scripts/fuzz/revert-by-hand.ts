import { type HandFile, type HandLine, render } from "./hand-file.ts";

/** A patch as versions around it. */
export interface HandPatch {
  id: string;
  before: HandFile;
  after: HandFile;
}

/** What a revert may come to: one of these files, or, where `mayRefuse`, a refusal. None: it has to be refused. */
export interface HandRevert {
  files: HandFile[];
  mayRefuse: boolean;
}

/**
 * Takes a patch out of a later version: the lines that it wrote have to stand together still, and give way to the
 * ones that were there. Lines that it only took away return to where they were among those that are left.
 */
export function revertByHand({ before, after }: HandPatch, now: HandFile): HandRevert {
  const { from, old, put } = changed(before, after);
  const ids = (lines: readonly HandLine[]) => lines.map(({ id }) => id).join();
  // where a file ends without a newline its last line belongs to the edit below it as well
  const bare = [before, after, now].some((file) => file.at(-1)?.ending === "");
  if (put.length > 0) {
    const at = now.findIndex(({ id }) => id === put[0]!.id);
    const there = at === -1 ? [] : now.slice(at, at + put.length);
    if (ids(there) !== ids(put)) return { files: [], mayRefuse: true };
    return { files: fitted(now, at, put.length, old), mayRefuse: bare || reordered(after, now) };
  }
  const above = new Set(after.slice(0, from).map(({ id }) => id));
  const below = new Set(after.slice(from).map(({ id }) => id));
  const lowest = now.findLastIndex(({ id }) => above.has(id)) + 1;
  const next = now.findIndex(({ id }) => below.has(id));
  const highest = next === -1 ? now.length : next;
  const files: HandFile[] = [];
  for (let at = lowest; at <= highest; at++) files.push(...fitted(now, at, 0, old));
  const sure =
    lowest === highest && now[lowest - 1]?.id === after[from - 1]?.id && now[lowest]?.id === after[from]?.id;
  return { files, mayRefuse: bare || !sure };
}

/**
 * Whether lines of one version stand in another order in a later one: some were taken away and put back elsewhere.
 * Which of them were moved then and which stayed is a matter of opinion.
 */
function reordered(version: HandFile, now: HandFile): boolean {
  const places = version.map(({ id }) => now.findIndex((line) => line.id === id)).filter((at) => at !== -1);
  return places.some((at, index) => index > 0 && at < places[index - 1]!);
}

/** The lines that differ between two versions, as one run: an edit has one. */
function changed(before: HandFile, after: HandFile) {
  let head = 0;
  while (before[head] !== undefined && before[head] === after[head]) head++;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return {
    from: head,
    old: before.slice(head, before.length - tail),
    put: after.slice(head, after.length - tail),
  };
}

/** The file with lines put back. Only the last line may lack its newline. */
function fitted(now: HandFile, at: number, removed: number, old: readonly HandLine[]): HandFile[] {
  const file = [...now.slice(0, at), ...old, ...now.slice(at + removed)];
  const glued = file.slice(0, -1).some(({ ending }) => ending === "");
  return glued || render(file) === render(now) ? [] : [file];
}
