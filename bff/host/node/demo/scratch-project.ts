import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installRoot } from "../install-root.ts";

export interface ScratchProject {
  root: string;
  /** Removes the folder and all that happened in it. */
  dispose(): void;
}

const example = join(installRoot, "examples/parcel-desk");

const policy = {
  blockedPaths: ["src/generated/**"],
  maxChangedShare: 0.4,
  smallFileLines: 25,
  onCheckFailure: "keep",
};

const tasks = [
  {
    uuid: "T-001",
    order_id: "ORD-000",
    file: "src/domain/parcel.ts",
    placeholder: "MOVE_PARCEL",
    instruction: "Move a parcel to a state it may take; throw where it may not.",
    status: "pending",
    allowed_spans: [{ file: "src/domain/parcel.ts", start: 31, end: 33 }],
  },
  {
    uuid: "T-002",
    order_id: "ORD-001",
    file: "src/ui/parcel-list.ts",
    placeholder: "EMPTY_LIST",
    instruction: "Say what the list shows when there is nothing in it yet.",
    status: "pending",
    allowed_spans: [{ file: "src/ui/parcel-list.ts", start: 16, end: 18 }],
  },
];

/**
 * A copy of the example project in a folder of its own, under git, with policy and tasks. Throws where the machine has
 * no git or no room: the demo cannot be without.
 */
export function makeScratchProject(): ScratchProject {
  if (!existsSync(example)) throw new Error("the example project is missing from this installation");
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "mission-control-demo-")));
  const root = join(parent, "parcel-desk");
  const dispose = () => rmSync(parent, { recursive: true, force: true });
  try {
    cpSync(example, root, { recursive: true });
    mkdirSync(join(root, ".mission_control"));
    writeFileSync(join(root, ".mission_control/policy.json"), `${JSON.stringify(policy, null, 2)}\n`);
    writeFileSync(join(root, ".mission_control/tasks.json"), `${JSON.stringify(tasks, null, 2)}\n`);
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "pipe" });
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    const author = [
      "-c",
      "user.name=demo",
      "-c",
      "user.email=demo@example.invalid",
      "-c",
      "commit.gpgsign=false",
    ];
    git(...author, "commit", "--quiet", "--message=Parcel desk as the agents found it");
  } catch (problem) {
    dispose();
    throw problem;
  }
  return { root, dispose };
}
