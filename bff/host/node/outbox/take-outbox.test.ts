import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serveWorkspace } from "../serve-workspace.ts";
import { addToOutbox, setAside, waitingInOutbox } from "./outbox.ts";

test("a server that starts takes in what waited for it, once, and sets aside what it cannot read", async () => {
  const root = mkdtempSync(join(tmpdir(), "take-outbox-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  addToOutbox(root, { patch_id: "p1", file: "a.ts", op: "append", event_id: "e1", type: "patch_applied" });
  addToOutbox(root, { patch_id: "../p2", file: "a.ts", op: "append", event_id: "e2" });
  addToOutbox(root, { patch_id: "p1", file: "a.ts", op: "append", event_id: "e1", type: "patch_applied" });

  const started = await serveWorkspace({ workspace: root, port: 0 });
  if (!started.ok) throw new Error(started.error);
  const { server } = started;
  onTestFinished(() => server.close());

  await expect.poll(() => waitingInOutbox(root)).toEqual([]);
  expect(setAside(root)).toHaveLength(1);
  const answer = await fetch(`${server.localUrl}/api/patches/logs`, {
    headers: { authorization: `Bearer ${server.localToken}` },
  });
  const { results } = (await answer.json()) as { results: { patch_id: string; status: string }[] };
  expect(results).toMatchObject([{ patch_id: "p1", status: "applied" }]);
});
