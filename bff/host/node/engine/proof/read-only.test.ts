import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseBatch } from "../../../../../shared/patch/parse-batch.ts";
import { serveWorkspace } from "../../serve-workspace.ts";
import { openWorkspace } from "../../workspace.ts";
import { scratchFolder } from "../testing/git-folder.ts";
import { canMount, mountSmallDisk } from "./testing/small-disk.ts";

const mounts = canMount();
const requests = [
  [{ op: "append", file: "a.txt", block: "x" }],
  [
    { op: "append", file: "a.txt", block: "x" },
    { op: "append", file: "b.txt", block: "x" },
  ],
  [{ op: "create-file", file: "new/c.txt", block: "x" }],
];

describe.skipIf(!mounts)(`on a disk that became read-only${mounts ? "" : " (nobody may mount here)"}`, () => {
  test.each(["that patches were made in", "that is new"])(
    "a workspace %s takes no edit and no server",
    async (kind) => {
      using disk = mountSmallDisk(512)!;
      using elsewhere = scratchFolder();
      const root = join(disk.path, "workspace");
      mkdirSync(root);
      for (const file of ["a.txt", "b.txt"]) writeFileSync(join(root, file), "one\n");
      const send = async (patches: object[]) => {
        const parsed = parseBatch({ patches });
        if (!parsed.ok) throw new Error(parsed.error);
        const workspace = openWorkspace({ root, warn: () => {} });
        const answer = await workspace.apply(parsed.batch, { check: "skip" });
        await workspace.close();
        return answer;
      };
      const served = async () => {
        const started = await serveWorkspace({ workspace: root, port: 0, data: elsewhere.path });
        if (started.ok) await started.server.close();
        return started;
      };
      if (kind === "that patches were made in") expect(await send(requests[0]!)).toMatchObject({ ok: true });
      const before = readFileSync(join(root, "a.txt"), "utf8");
      disk.makeReadOnly(true);
      for (const patches of requests)
        expect(await send(patches)).toMatchObject({ ok: false, code: "FILE_UNWRITABLE" });
      expect(await served()).toMatchObject({ ok: false, code: "FILE_UNWRITABLE" });
      disk.makeReadOnly(false);
      expect(readFileSync(join(root, "a.txt"), "utf8")).toBe(before);
      for (const patches of requests) expect(await send(patches)).toMatchObject({ ok: true });
      expect(await served()).toMatchObject({ ok: true });
    },
  );
});
