import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkspace } from "../../bff/host/node/workspace.ts";
import type { Workspace } from "../../bff/ports/workspace.ts";
import type { PatchBatch } from "../../shared/models/patch-operation.ts";
import { parseBatch } from "../../shared/patch/parse-batch.ts";
import { type Driver, type Ended, type Rebased, storyFile } from "./driver.ts";

/** What limits edits for other reasons than the ones that a story is about is off. */
const policy = { maxChangedShare: 1, check: "none" };

/** A folder of its own with the whole engine over it. */
export interface DiskDriver extends Driver {
  root: string;
  workspace: Workspace;
  dispose(): Promise<void>;
}

export function diskDriver(bytes: Uint8Array): DiskDriver {
  const root = mkdtempSync(join(tmpdir(), "fuzz-"));
  mkdirSync(join(root, ".mission_control"));
  writeFileSync(join(root, ".mission_control/policy.json"), JSON.stringify(policy));
  writeFileSync(join(root, storyFile), bytes);
  const workspace = openWorkspace({ root });
  return {
    root,
    workspace,
    bytes: () => readFileSync(join(root, storyFile)),
    async send(operations, coordinates) {
      const parsed = parseBatch({ coordinates, requester: "fuzz", patches: operations });
      if (!parsed.ok) return parsed;
      return endedOf(await workspace.apply(parsed.batch as PatchBatch, { check: "skip" }));
    },
    async revert(patchId) {
      const answer = await workspace.revert(patchId, { requester: "fuzz", reason: "" }, { check: "skip" });
      return endedOf(answer.ok ? { ok: true, results: [answer.result] } : answer);
    },
    async dispose() {
      await workspace.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function endedOf(answer: Awaited<ReturnType<Workspace["apply"]>>): Ended {
  if (!answer.ok) return answer;
  const refused = answer.results.find((one) => !one.ok);
  if (refused && !refused.ok) return refused;
  const done = answer.results.flatMap((one) => (one.ok ? [one] : []));
  return {
    ok: true,
    patches: done.map(({ patch_id }) => patch_id),
    rebased: done.map((one) => one.rebased as Rebased | undefined),
  };
}
