import fc from "fast-check";
import { type AimedEdit, aimEdit } from "./aimed-edit.ts";
import { type Driver, storyFile } from "./driver.ts";
import { editByHand, type HandFile, makeFile, render } from "./hand-file.ts";
import { locate } from "./locate.ts";
import { type HandPatch, revertByHand } from "./revert-by-hand.ts";
import { type DrawnEdit, drawnEdit } from "./story.ts";
import type { Tally } from "./tally.ts";

/** Edits of one file, and between them reverts of any that still stand, in any order. */
export interface RevertStory {
  lines: number;
  ending: "\n" | "\r\n";
  closed: boolean;
  steps: ({ edit: DrawnEdit } | { revert: number })[];
}

export const anyRevertStory: fc.Arbitrary<RevertStory> = fc.record({
  lines: fc.nat(20),
  ending: fc.constantFrom("\n", "\r\n"),
  closed: fc.integer({ min: 0, max: 3 }).map((n) => n < 3),
  steps: fc.array(fc.oneof(fc.record({ edit: drawnEdit }), fc.record({ revert: fc.nat(100) })), {
    minLength: 1,
    maxLength: 14,
  }),
});

export function openRevertStory({ lines, ending, closed }: RevertStory): HandFile {
  return makeFile(
    Array.from({ length: lines }, (_, n) => `first ${n + 1}`),
    [ending],
    closed,
  );
}

/**
 * Every line that is written is written once, so that which one a revert is about is never in doubt: it puts back
 * what was there, or it is refused and nothing changes.
 */
export async function playReverts(
  story: RevertStory,
  file: HandFile,
  driver: Driver,
  tally: Tally,
): Promise<string | null> {
  let now = file;
  let written = 0;
  const standing: HandPatch[] = [];
  const done: string[] = [];
  for (const step of story.steps) {
    const before = render(now);
    if ("edit" in step) {
      const fresh = step.edit.lines.map(() => `new ${++written}`);
      const aimed = aimEdit({ ...step.edit, lines: fresh, openSpace: false }, now.length, storyFile);
      done.push(JSON.stringify(aimed.operation));
      const next = edited(now, aimed);
      const ended = await driver.send([aimed.operation], "original");
      if (render(next) === before) {
        if (ended.ok) return `an edit that changes nothing was applied:\n${done.join("\n")}`;
        continue;
      }
      if (!ended.ok) return `refused with ${ended.code} (${ended.error}):\n${done.join("\n")}`;
      standing.push({ id: ended.patches[0]!, before: now, after: next });
      now = next;
      if (text(driver) !== render(now)) return `an edit did not land as by hand:\n${done.join("\n")}`;
      continue;
    }
    if (standing.length === 0) continue;
    const [patch] = standing.splice(step.revert % standing.length, 1) as [HandPatch];
    done.push(`revert ${patch.id}`);
    const { files, mayRefuse } = revertByHand(patch, now);
    const ended = await driver.revert(patch.id);
    tally.requests++;
    const after = text(driver);
    const wrong = (what: string) =>
      `${what}\n${done.join("\n")}\nbefore:\n${before}\nafter:\n${after}\nby hand:\n${files.map(render).join("\nor:\n")}`;
    if (!ended.ok) {
      tally.refused[ended.code] = (tally.refused[ended.code] ?? 0) + 1;
      if (after !== before) return wrong(`a revert was refused with ${ended.code} and wrote`);
      if (!mayRefuse && ended.code !== "NOTHING_TO_CHANGE")
        return wrong(
          `a revert was refused with ${ended.code} (${ended.error}), but nobody had touched its lines`,
        );
      standing.push(patch);
      continue;
    }
    tally.applied++;
    const found = files.find((one) => render(one) === after);
    if (!found) return wrong("a revert does not read as done by hand");
    standing.push({ id: ended.patches[0]!, before: now, after: found });
    now = found;
  }
  return null;
}

const text = (driver: Driver): string => Buffer.from(driver.bytes()).toString("utf8");

function edited(now: HandFile, { aim, texts }: AimedEdit): HandFile {
  const at = locate(aim, now, now).places[0]!;
  return editByHand(now, { at, removed: aim.kind === "span" ? aim.end - aim.start : 0, texts });
}
