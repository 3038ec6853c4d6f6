import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { serveWorkspace } from "../../serve-workspace.ts";
import { scratchFolder } from "../testing/git-folder.ts";
import { patchesOfServer } from "./testing/patches-of-server.ts";
import { startServerProcess } from "./testing/server-process.ts";
import { canMount, mountSmallDisk } from "./testing/small-disk.ts";

const mounts = canMount();

describe.skipIf(!mounts)(`a server and a full disk${mounts ? "" : " (nobody may mount here)"}`, () => {
  test.each(["new to it", "that had one before"])(
    "in a workspace %s says so instead of starting",
    async (kind) => {
      using disk = mountSmallDisk(512)!;
      using elsewhere = scratchFolder();
      const root = join(disk.path, "workspace");
      mkdirSync(root);
      const serve = () => serveWorkspace({ workspace: root, port: 0, data: elsewhere.path });
      if (kind === "that had one before") {
        const earlier = await serve();
        if (earlier.ok) await earlier.server.close();
      }
      disk.fill(0);
      const started = await serve();
      if (started.ok) await started.server.close();
      expect(started).toMatchObject({ ok: false, code: "DISK_FULL" });
      expect(existsSync(join(root, ".mission_control/endpoint.json"))).toBe(false);
      disk.makeRoom();
      const again = await serve();
      expect(again).toMatchObject({ ok: true });
      if (again.ok) await again.server.close();
    },
  );

  test("whose database runs out of room takes no event it cannot keep, and goes on when there is room", async () => {
    using disk = mountSmallDisk(4096)!;
    using folder = scratchFolder();
    execFileSync("git", ["init", "-q", folder.path]);
    writeFileSync(join(folder.path, "a.txt"), "one\n");
    await using server = await startServerProcess(folder.path, ["--data", disk.path]);
    const post = async (path: string, body: object) => {
      const response = await fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return (await response.json()) as { ok: boolean; code?: string };
    };
    const sendEvent = (patch_id: string) =>
      post("/api/patches/events", { patch_id, file: "a.txt", op: "append", type: "patch_applied" });
    const taken: string[] = [];
    disk.fill(8);
    const codes = new Set<string>();
    for (let n = 0; n < 400 && codes.size === 0; n++) {
      const answer = await sendEvent(`e${n}`);
      if (answer.ok) taken.push(`e${n}`);
      else codes.add(answer.code!);
    }
    expect([...codes]).toEqual(["DISK_FULL"]);
    // an edit is not held up by what the server cannot write down of it
    const edit = { op: "append", file: "a.txt", block: "two", patch_id: "edit-while-full" };
    expect(await post("/api/patches/apply", { patches: [edit] })).toMatchObject({ ok: true });
    expect(readFileSync(join(folder.path, "a.txt"), "utf8")).toBe("one\ntwo\n");
    disk.makeRoom();
    expect(await sendEvent("after")).toMatchObject({ ok: true });
    await vi.waitFor(
      async () => {
        const known = await patchesOfServer(server);
        expect([...taken, "after", "edit-while-full"].filter((id) => !known.has(id))).toEqual([]);
      },
      { interval: 100 },
    );
  });
});
