import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { waitingInOutbox } from "../../host/node/outbox/outbox.ts";
import { startOrchestrator } from "../testing/orchestrator.ts";
import { startReporter } from "./reporter.ts";

test("what is reported long after the first, behind a type check say, is sent like all before it", async () => {
  const root = mkdtempSync(join(tmpdir(), "reporter-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const server = await startOrchestrator();
  onTestFinished(() => server.close());
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());

  const env = { ORCHESTRATOR_URL: server.url, ORCHESTRATOR_TOKEN: "secret" };
  const reporter = startReporter({ cwd: root, root, env });
  const event = { patch_id: "p1", file: "a.ts", op: "append" as const };
  await reporter.report({ ...event, type: "patch_applied" });
  vi.setSystemTime(Date.now() + 60_000);
  await reporter.report({ ...event, type: "patch_failed" });
  expect(await reporter.settle()).toBe(true);
  expect(server.received.map(({ body }) => body.type)).toEqual(["patch_applied", "patch_failed"]);
  expect(waitingInOutbox(root)).toEqual([]);
});
