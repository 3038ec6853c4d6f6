import { createHash } from "node:crypto";
import { type AimedEdit, aimEdit, growth } from "./aimed-edit.ts";
import { type Driver, storyFile } from "./driver.ts";
import { expectation } from "./expectation.ts";
import { type HandFile, makeFile, render, sameLines } from "./hand-file.ts";
import { nameFresh, type Sending, type Story } from "./story.ts";
import type { Tally } from "./tally.ts";

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** The first bytes of a story's file. */
export function openStory(drawn: Story) {
  const story = nameFresh(drawn);
  const file = makeFile(story.texts, story.endings, story.closed);
  return { story, file, bom: story.bom ? "\ufeff" : "" };
}

/**
 * Sends a story's requests one after the other and holds the file against the one edited by hand. Answers null, or
 * what went wrong at which request.
 */
export async function play(
  { story, file, bom }: ReturnType<typeof openStory>,
  driver: Driver,
  tally: Tally,
): Promise<string | null> {
  let now: HandFile = file;
  const versions = new Map<string, HandFile[]>();
  const text = (version: HandFile) => bom + render(version);
  const remember = (version: HandFile) => {
    const hash = sha256(text(version));
    // the newest first: bytes that are current are never mapped
    versions.set(hash, [version, ...(versions.get(hash) ?? [])]);
  };
  remember(now);
  const twins = hasTwins(story);
  const seen = new Map<number, HandFile>();
  for (const [index, sending] of story.sendings.entries()) {
    if (sending.reads || !seen.has(sending.agent)) seen.set(sending.agent, now);
    const read = sending.expects === "what was read" ? seen.get(sending.agent)! : now;
    const hash = sha256(text(read));
    const edits = aimAll(sending, read.length);
    const named = sending.expects === "what never was" ? sha256(`never ${index}`) : hash;
    const operations = edits.map(({ operation }) =>
      sending.expects === "nothing" ? operation : { ...operation, expect: { fileHash: named } },
    );
    const bases = hash === sha256(text(now)) ? [now] : versions.get(hash)!;
    const expected =
      sending.expects === "what never was"
        ? { files: [], refusals: new Set(["STALE_BASE"]) }
        : expectation({ edits, coordinates: sending.coordinates, bases, now });
    // with a mark nobody can tell twins at the top apart once one of them has come or gone
    if (bom !== "" && bases[0] !== now && twins) expected.refusals.add("STALE_SPAN");
    const before = text(now);
    const ended = await driver.send(operations, sending.coordinates);
    tally.requests++;
    const after = Buffer.from(driver.bytes()).toString("utf8");
    const wrong = (what: string) =>
      `request ${index + 1}: ${what}\n${JSON.stringify({ coordinates: sending.coordinates, operations })}\nread:\n${shown(text(read))}\nbefore:\n${shown(before)}\nafter:\n${shown(after)}`;
    if (!ended.ok) {
      tally.refused[ended.code] = (tally.refused[ended.code] ?? 0) + 1;
      if (after !== before) return wrong(`was refused with ${ended.code} and wrote`);
      if (!expected.refusals.has(ended.code))
        return wrong(
          `was refused with ${ended.code} (${ended.error}), ${expected.refusals.size === 0 ? "but nobody had touched its lines" : `not with ${[...expected.refusals].join(" or ")}`}`,
        );
      continue;
    }
    tally.applied++;
    const meeting = edits.length > 1 && now.at(-1)?.ending === "";
    const found =
      expected.files.find((one) => text(one) === after) ??
      (meeting ? firstOf(expected.files, (one) => sameLines(one, after.slice(bom.length), now)) : undefined);
    if (!found) {
      const wanted = expected.files.map((one) => shown(text(one))).join("\nor:\n");
      return wrong(
        wanted === ""
          ? `was applied, and should be refused with ${[...expected.refusals].join(" or ")}`
          : `does not read as edited by hand:\n${wanted}`,
      );
    }
    const moved = bases[0] !== now;
    if (moved) tally.rebased++;
    if (moved && edits.length === 1 && edits[0]!.aim.kind === "span" && !ended.rebased[0])
      return wrong("was applied to a later version without saying rebased");
    if (!moved && ended.rebased.some((one) => one !== undefined))
      return wrong("says rebased, but the version it read is the current one");
    now = found;
    remember(now);
  }
  return null;
}

function aimAll({ edits, coordinates }: Sending, count: number): AimedEdit[] {
  let lines = count;
  return edits.map((drawn) => {
    const aimed = aimEdit(drawn, lines, storyFile);
    if (coordinates === "sequential") lines += growth(aimed);
    return aimed;
  });
}

/** Whether any line may be written that reads like another one; what is left of opened space is blank. */
function hasTwins({ texts, sendings }: Story): boolean {
  const edits = sendings.flatMap((one) => one.edits);
  const written = [...texts, ...edits.flatMap(({ lines }) => lines)];
  return edits.some(({ openSpace }) => openSpace) || new Set(written).size < written.length;
}

function firstOf<T, U>(list: readonly T[], find: (one: T) => U | null): U | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== null) return found;
  }
  return undefined;
}

const shown = (text: string): string =>
  text
    .split(/(?<=\n)/)
    .map((line, index) => `${String(index + 1).padStart(4)} | ${JSON.stringify(line).slice(1, -1)}`)
    .join("\n");
