import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseBatch } from "../../../../../shared/patch/parse-batch.ts";
import { openWorkspace } from "../../workspace.ts";
import { audit, type Sent } from "./testing/audit.ts";
import { canMount, mountSmallDisk } from "./testing/small-disk.ts";

const mounts = canMount();

const start = new Map(
  Array.from({ length: 4 }, (_, n) => [
    `src/f${n}.txt`,
    Array.from({ length: 400 }, (_line, i) => `line ${i + 1} of file ${n}, as it was\n`).join(""),
  ]),
);

const requests: Record<string, (id: string) => object[]> = {
  "a single edit": (id) => [
    { op: "replace-block", file: "src/f0.txt", start: 5, end: 5, block: id, patch_id: id },
  ],
  "a batch over four files": (id) =>
    [...start.keys()].map((file, n) => ({ op: "append", file, block: id, patch_id: `${id}-${n}` })),
  "a new file in a new folder": (id) => [
    { op: "create-file", file: `new/${id}/file.txt`, block: `${id}\n`.repeat(600), patch_id: id },
  ],
};

describe.skipIf(!mounts)(`on a disk that fills up${mounts ? "" : " (nobody may mount here)"}`, () => {
  test.each(Object.entries(requests))(
    "%s is refused DISK_FULL at every amount of room, or done",
    async (_, patches) => {
      using disk = mountSmallDisk(4096)!;
      const root = join(disk.path, "workspace");
      for (const [file, text] of start) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), text);
      }
      const sent: Sent[] = [];
      const outcomes = new Map<string, number>();
      for (let pages = 0; pages < 60; pages++) {
        disk.fill(pages);
        const ids = await send(root, patches(`p${pages}`), `with ${pages} pages`);
        sent.push(ids.sent);
        outcomes.set(ids.outcome, (outcomes.get(ids.outcome) ?? 0) + 1);
        disk.makeRoom();
        expect(audit(root, start, sent), `with ${pages} pages`).toEqual([]);
        expect(leftBehind(root), `with ${pages} pages`).toEqual([]);
      }
      expect([...outcomes.keys()].sort()).toEqual(["DISK_FULL", "done"]);
      disk.makeRoom();
      expect(await send(root, patches("after"), "with room")).toMatchObject({ outcome: "done" });
    },
  );
});

/** Sends one request through an engine of its own, as the next patchctl would. */
async function send(root: string, patches: object[], when: string): Promise<{ sent: Sent; outcome: string }> {
  const workspace = openWorkspace({ root, warn: () => {} });
  const parsed = parseBatch({ patches });
  if (!parsed.ok) throw new Error(parsed.error);
  const answer = await workspace.apply(parsed.batch, { check: "skip" });
  await workspace.close();
  const ids = parsed.batch.patches.map(({ patch_id }) => patch_id!);
  if (!answer.ok) expect(answer.error, when).not.toMatch(/\/small-disk|\/tmp/);
  return {
    sent: { ids, atomic: true, done: answer.ok ? ids : [] },
    outcome: answer.ok ? "done" : answer.code,
  };
}

const leftBehind = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(mc-tmp|tmp|staged|takeover|lock)$/.test(name),
  );
