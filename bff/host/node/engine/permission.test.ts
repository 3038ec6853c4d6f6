import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "./testing/git-folder.ts";

const program = join(import.meta.dirname, "testing", "plan-and-apply.ts");
const nobody = 65534;

/** Only root can become somebody else, who then has to be able to read this program. */
function canBecomeNobody(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    const script = "require('node:fs').readFileSync(process.argv[1])";
    execFileSync(process.execPath, ["-e", script, program], { uid: nobody, gid: nobody, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

// Where that cannot be, the refusals that come from modes alone are still tested, in confine.test.ts.
test.runIf(canBecomeNobody()).each([
  [{ op: "append", file: "mine/a.txt", block: "x" }, "ok"],
  [{ op: "append", file: "theirs/hidden.txt", block: "x" }, "FILE_UNREADABLE"],
  [{ op: "append", file: "theirs/shown.txt", block: "x" }, "FILE_UNWRITABLE"],
  [{ op: "append", file: "theirs/open.txt", block: "x" }, "FILE_UNWRITABLE"],
  [{ op: "create-file", file: "theirs/new.txt", block: "x" }, "FILE_UNWRITABLE"],
  [{ op: "create-file", file: "mine/sub/new.txt", block: "x" }, "ok"],
  [{ op: "append", file: "theirs/none.txt", block: "x" }, "FILE_NOT_FOUND"],
])("without permission: %j is %s, planned and applied alike", (operation, code) => {
  using folder = scratchFolder();
  const at = (name: string) => join(folder.path, name);
  chmodSync(folder.path, 0o777);
  mkdirSync(at("mine"));
  writeFileSync(at("mine/a.txt"), "a\n");
  for (const name of ["mine", "mine/a.txt"]) chownSync(at(name), nobody, nobody);
  mkdirSync(at("theirs"));
  writeFileSync(at("theirs/hidden.txt"), "h\n", { mode: 0o600 });
  writeFileSync(at("theirs/shown.txt"), "s\n");
  // writable itself, but in a folder that takes no new file beside it
  writeFileSync(at("theirs/open.txt"), "o\n");
  chmodSync(at("theirs/open.txt"), 0o666);
  const out = execFileSync(process.execPath, [program, folder.path, JSON.stringify(operation)], {
    uid: nobody,
    gid: nobody,
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(JSON.parse(out.toString())).toEqual([code, code]);
});

test.runIf(canBecomeNobody())(
  "without permission on the record, the record is named and not the file",
  () => {
    using folder = scratchFolder();
    const at = (name: string) => join(folder.path, name);
    writeFileSync(at("a.txt"), "a\n");
    chownSync(folder.path, nobody, nobody);
    chownSync(at("a.txt"), nobody, nobody);
    for (const name of ["", "patches", "backups", "locks", "journal"])
      mkdirSync(at(`.mission_control/${name}`));
    const operation = { op: "append", file: "a.txt", block: "x" };
    const out = execFileSync(process.execPath, [program, folder.path, JSON.stringify(operation), "error"], {
      uid: nobody,
      gid: nobody,
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect(out.toString()).toContain(".mission_control could not be written: permission was denied");
  },
);
