import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { waitingInOutbox } from "../../outbox/outbox.ts";
import { scratchFolder } from "../testing/git-folder.ts";
import { audit, logLines, type Sent } from "./testing/audit.ts";
import { custodyOf } from "./testing/custody-of.ts";
import { httpStorm } from "./testing/http-storm.ts";
import { patchesOfServer } from "./testing/patches-of-server.ts";
import { randomFrom } from "./testing/random.ts";
import { startServerProcess } from "./testing/server-process.ts";
import { stormFolder } from "./testing/storm-folder.ts";

// SERVER_KILLS=50 SEED=7 npx vitest run bff/host/node/engine/proof/kill-server.test.ts
const kills = Number(process.env.SERVER_KILLS ?? 5);
const seed = Number(process.env.SEED ?? Date.now() % 1e9);

test(
  `after ${kills} kills of the server under load its custody chain holds and agrees with files and log`,
  async () => {
    using folder = scratchFolder();
    const root = folder.path;
    const random = randomFrom(seed);
    const start = stormFolder(root);
    const files = [...start.keys()];
    const sent: Sent[] = [];
    for (let round = 0; round < kills; round++) {
      const server = await startServerProcess(root);
      let killing: Promise<void> | null = null;
      const said = await httpStorm(server, { name: `r${round}`, senders: 4, files, random }, () => {
        killing ??= atSomeInstant(random.whole(400)).then(server.kill);
      });
      await killing;
      sent.push(...said);
    }
    {
      await using server = await startServerProcess(root);
      expect(audit(root, start, sent), `seed ${seed}`).toEqual([]);
      const logged = logLines(join(root, ".mission_control")).map(({ patch_id }) => patch_id);
      expect(logged.length).toBeGreaterThan(0);
      await vi.waitFor(
        async () => {
          expect(audit(root, start, sent), `seed ${seed}`).toEqual([]);
          const logged = logLines(join(root, ".mission_control")).map(({ patch_id }) => patch_id);
          expect(logged.length).toBeGreaterThan(0);
          expect(waitingInOutbox(root)).toEqual([]);
          const known = await patchesOfServer(server);
          const standing = [...known].flatMap(([id, status]) => (status === "applied" ? [id] : []));
          expect(
            logged.filter((id) => known.get(id) !== "applied"),
            `seed ${seed}: not in history`,
          ).toEqual([]);
          expect(
            standing.filter((id) => !logged.includes(id)),
            `seed ${seed}: not in the log`,
          ).toEqual([]);
        },
        { interval: 200 },
      );
    }
    const logged = new Set(logLines(join(root, ".mission_control")).map(({ patch_id }) => patch_id));
    const { verdict, applied } = await custodyOf(join(root, ".mission_control/server/mission-control.db"));
    expect(verdict, `seed ${seed}`).toMatchObject({ intact: true });
    expect(
      [...logged].filter((id) => applied.get(id) !== 1),
      `seed ${seed}: not once in custody`,
    ).toEqual([]);
    expect(
      [...applied.keys()].filter((id) => !logged.has(id)),
      `seed ${seed}: in custody alone`,
    ).toEqual([]);
  },
  120_000 + kills * 20_000,
);

async function atSomeInstant(ms: number): Promise<void> {
  const instant = performance.now() + ms;
  while (performance.now() < instant) await new Promise(setImmediate);
}
