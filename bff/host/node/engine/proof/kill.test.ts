import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { openWorkspace } from "../../workspace.ts";
import { scratchFolder } from "../testing/git-folder.ts";
import { audit, type Sent } from "./testing/audit.ts";
import { killedStorms } from "./testing/killed-storms.ts";
import { randomFrom } from "./testing/random.ts";
import { stormFolder } from "./testing/storm-folder.ts";
import { takeBackWithGit } from "./testing/take-back.ts";

// KILLS=500 SEED=7 npx vitest run bff/host/node/engine/proof/kill.test.ts
const kills = Number(process.env.KILLS ?? 24);
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
/** Every so many kills in a folder of its own: what one leaves is there for the next. */
const inOneFolder = 12;

test(
  `after ${kills} kills at any instant every batch is whole or absent, and all that is kept agrees`,
  async () => {
    const random = randomFrom(seed);
    for (let from = 0; from < kills; from += inOneFolder) {
      using folder = scratchFolder();
      const start = stormFolder(folder.path);
      const files = [...start.keys()];
      const sent: Sent[] = [];
      for (let round = from; round < Math.min(kills, from + inOneFolder); round++) {
        sent.push(...(await killedStorms(folder.path, { round, files, random })));
        sent.push(await editEverything(folder.path, files, round));
        const wrong = audit(folder.path, start, sent);
        expect(wrong, `seed ${seed}, kill ${round + 1}`).toEqual([]);
        expect(leftBehind(folder.path), `seed ${seed}, kill ${round + 1}`).toEqual([]);
      }
      expect(takeBackWithGit(folder.path, start), `seed ${seed}`).toEqual([]);
    }
  },
  120_000 + kills * 10_000,
);

/** What the next one to come does: it is not held up, and its edits land. */
async function editEverything(root: string, files: readonly string[], round: number): Promise<Sent> {
  const workspace = openWorkspace({ root });
  const ids = files.map((_, index) => `after-${round}-${index}`);
  const answer = await workspace.apply(
    {
      requester: "after",
      reason: "",
      branch: "",
      dryRun: false,
      atomic: true,
      coordinates: "original",
      patches: files.map((file, index) => ({
        op: "append",
        file,
        block: `after ${round}`,
        patch_id: ids[index],
      })),
    },
    { check: "skip" },
  );
  await workspace.close();
  expect(answer, `seed ${seed}, after kill ${round + 1}`).toMatchObject({ ok: true });
  return { ids, atomic: true, done: ids };
}

/** Files that a killed process had not come to rename or remove. */
const leftBehind = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      !name.startsWith(".git/") &&
      (/\.(mc-tmp|tmp|staged|takeover)$/.test(name) || /^\.mission_control\/locks\/.*\.lock$/.test(name)),
  );
