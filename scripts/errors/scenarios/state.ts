import { locksIn } from "../../../bff/host/node/engine/locks.ts";
import { stateFolder } from "../../../bff/host/node/engine/state-folder.ts";
import { tasks } from "../project.ts";
import type { Scenario } from "../scenario.ts";

const file = ["--file", "src/cart.ts"];
const fold = ["replace-block", ...file, "--start", "7", "--end", "7", "--block"];
const id = (name: string) => ["--patch-id", name];

/** The state of things it was asked against. */
export const stateScenarios: readonly Scenario[] = [
  {
    code: "STALE_BASE",
    run: (place) => place.patchctl([...fold, "  let sum = 1;", "--expect-hash", "0".repeat(64)]),
  },
  {
    code: "STALE_SPAN",
    async run(place) {
      const { fileHash } = await place.done(["context", ...file, "--line", "7"]);
      await place.done([...fold, "  let sum = 1;", ...id("start-at-one")]);
      const asked = await place.patchctl([...fold, "  let sum = 2;", "--expect-hash", String(fileHash)]);
      return { ...asked, stage: "after another patch of line 7, with the hash from before it:" };
    },
  },
  {
    code: "PATCH_ID_REUSED",
    async run(place) {
      await place.done([...fold, "  let sum = 1;", ...id("start-at-one")]);
      return {
        ...(await place.patchctl([...fold, "  let sum = 2;", ...id("start-at-one")])),
        stage: "a second time:",
      };
    },
  },
  {
    code: "ALREADY_REVERTED",
    async run(place) {
      await place.done([...fold, "  let sum = 1;", ...id("start-at-one")]);
      await place.done(["revert", "start-at-one"]);
      return { ...(await place.patchctl(["revert", "start-at-one"])), stage: "a second time:" };
    },
  },
  {
    code: "REVERT_CONFLICT",
    async run(place) {
      await place.done([...fold, "  let sum = 1;", ...id("start-at-one")]);
      await place.done([...fold, "  let sum = 2;", ...id("start-at-two")]);
      const asked = await place.patchctl(["revert", "start-at-one"]);
      return { ...asked, stage: "after a later patch of the same line:" };
    },
  },
  {
    code: "FILE_BUSY",
    async run(place) {
      const folder = stateFolder(place.root);
      folder.ensure();
      const locks = locksIn(folder.locks);
      const held = await locks.acquire(["src/cart.ts"]);
      try {
        const asked = await place.patchctl([...fold, "  let sum = 1;"]);
        return { ...asked, stage: "while another request has been writing the file for 5 seconds:" };
      } finally {
        if ("release" in held) held.release();
        locks.close();
      }
    },
  },
  {
    code: "FILE_LEASED",
    async run(place) {
      place.write(".mission_control/tasks.json", tasks);
      const taken = ["lock", ...file, "--task-id", "T-17", "--requester", "ai-coder", "--minutes", "10"];
      await place.done(taken);
      const asked = await place.patchctl([...fold, "  let sum = 1;"]);
      return { ...asked, stage: "while task T-17 holds the file:" };
    },
  },
  { code: "LEASE_NOT_FOUND", run: (place) => place.patchctl(["unlock", ...file, "--task-id", "T-17"]) },
  {
    code: "BATCH_ABORTED",
    async run(place) {
      const patches = [
        { op: "append", file: "src/cart.ts", block: "// end" },
        { op: "insert-after", file: "src/cart.ts", line: 90, block: "x" },
      ];
      const asked = await place.patchctl(["apply-batch"], { input: JSON.stringify({ patches }) });
      // the batch is refused with the code of the second; this is what the first is told
      const [first] = asked.refusal.details!.results as (typeof asked.refusal)[];
      return { ...asked, refusal: first!, stage: "the answer to the first of the two:" };
    },
  },
  {
    code: "PATCH_NOT_FOUND",
    run: (place) => place.patchctl(["revert", "fold-loop"]),
  },
];
