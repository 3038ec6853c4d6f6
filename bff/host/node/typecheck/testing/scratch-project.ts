import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FileChange } from "../../../../ports/type-checker.ts";

/** Where the TypeScripts are that the checker is tested with; null: none in the workspace, so the bundled one. */
export const typescripts = [
  { name: "the bundled TypeScript 7", installed: null },
  {
    name: "a workspace's own TypeScript 5",
    installed: fileURLToPath(new URL("../typescript-5/node_modules/typescript", import.meta.url)),
  },
] as const;

/** What a checker of a test is given for one check, milliseconds: more than any machine needs. */
export const patience = 170_000;

const bundled = fileURLToPath(new URL("../../../../../node_modules/typescript", import.meta.url));

/** A real project in a temporary folder, for tests. */
export interface ScratchProject {
  root: string;
  write(file: string, text: string): void;
  remove(file: string): void;
  /** New errors by running the project's own `tsc --noEmit` cold, as messages. */
  tsc(): Promise<string[]>;
  dispose(): void;
}

export const strictConfig = JSON.stringify({
  compilerOptions: { strict: true, target: "ES2022", module: "NodeNext", types: [], noEmit: true },
  include: ["src"],
});

export function scratchProject(files: Record<string, string>, installed: string | null): ScratchProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "type-check-")));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  if (installed !== null) {
    mkdirSync(join(root, "node_modules"));
    symlinkSync(installed, join(root, "node_modules", "typescript"));
  }
  return {
    root,
    write,
    remove: (file) => rmSync(join(root, file)),
    tsc: () =>
      new Promise((resolve) => {
        const command = join(installed ?? bundled, "bin", "tsc");
        execFile(process.execPath, [command, "--noEmit", "--pretty", "false"], { cwd: root }, (_, stdout) =>
          resolve(stdout.split("\n").filter((line) => /error TS\d+/.test(line))),
        );
      }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

const bytes = (text: string | null): Uint8Array | null =>
  text === null ? null : new TextEncoder().encode(text);

export const change = (file: string, before: string | null, after: string | null): FileChange => ({
  file,
  before: bytes(before),
  after: bytes(after),
});
