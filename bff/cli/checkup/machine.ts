import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { type Finding, fail, good, warn } from "./finding.ts";

export function checkNode(version = process.versions.node): Finding {
  const major = Number.parseInt(version, 10);
  if (major < 20) return fail("node", `Node ${version}`, "patchctl needs Node 20 or later.");
  if (major < 24)
    return good("node", `Node ${version}; the server runs on the Node 24 that comes with the package`);
  return good("node", `Node ${version}`);
}

export function checkGit(root: string): Finding {
  try {
    execFileSync("git", ["--version"], { stdio: "pipe" });
  } catch {
    return warn(
      "git",
      "git is not installed",
      "Edits work without it; diffs and branches to compare with do not.",
    );
  }
  try {
    const branch = execFileSync("git", ["-C", root, "branch", "--show-current"], { stdio: "pipe" });
    return good("git", `a git repository, on ${branch.toString("utf8").trim() || "no branch"}`);
  } catch {
    return warn(
      "git",
      "this folder is not under git",
      "git init: then what patchctl wrote can be compared and taken back.",
    );
  }
}

export function checkWritable(root: string): Finding {
  const folders = [root, join(root, ".mission_control")].filter((path) => existsSync(path));
  for (const folder of folders) {
    try {
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      const name = folder === root ? "the workspace" : ".mission_control";
      return fail(
        "permission",
        `${name} cannot be written to`,
        `Give this user write permission on ${name}.`,
      );
    }
  }
  return good("permission", "the workspace can be written to");
}

/** Patches are ordered by time: a clock that jumped back would put new ones before old ones. */
export function checkClock(now: number, newestPatch: string | undefined, serverDate: string | null): Finding {
  const apart = serverDate === null ? 0 : Math.round((now - Date.parse(serverDate)) / 1000);
  if (Math.abs(apart) > 30) {
    const side = apart > 0 ? "ahead of" : "behind";
    return warn(
      "clock",
      `this clock is ${Math.abs(apart)} s ${side} the server's`,
      "Set both by a time server.",
    );
  }
  if (newestPatch !== undefined && Date.parse(newestPatch) > now + 5_000) {
    return warn(
      "clock",
      `the newest patch is from the future (${newestPatch})`,
      "The clock went back; set it by a time server.",
    );
  }
  return good("clock", new Date(now).toISOString());
}
