// Builds what is stale: the dashboard with Vite into dist/web, the two commands with esbuild into dist/cli,
// the client for other programs into dist/client. `--force` builds all of it. What a build was made from is remembered in dist/*.stamp.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildClient, buildCommands } from "./build-commands.mjs";

const root = join(import.meta.dirname, "..");
const force = process.argv.includes("--force");

const common = ["shared", "package.json", "package-lock.json"];
await unlessFresh(
  "web",
  ["web", "public", "vite.config.ts", "scripts/screen-chunks.ts", ...common],
  "web/index.html",
  buildWeb,
);
await unlessFresh("cli", ["bff", "scripts", ...common], "cli/mission-control.js", () => buildCommands(root));
await unlessFresh("client", ["shared/client", "scripts", "package-lock.json"], "client/entry.js", async () =>
  buildClient(root),
);

async function unlessFresh(
  name: string,
  inputs: string[],
  result: string,
  make: () => Promise<void>,
): Promise<void> {
  const stamp = join(root, "dist", `${name}.stamp`);
  const now = digest(inputs);
  const fresh =
    existsSync(join(root, "dist", result)) && existsSync(stamp) && readFileSync(stamp, "utf8") === now;
  if (fresh && !force) return;
  const start = performance.now();
  await make();
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, now);
  console.log(`built dist/${name} in ${Math.round(performance.now() - start)} ms`);
}

/** Changes when a file below the inputs comes, goes or changes. Tests are no input. */
function digest(inputs: string[]): string {
  const hash = createHash("sha256");
  const add = (path: string): void => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) {
      hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(join(root, path)).sort()) {
      if (name !== "node_modules" && !/\.test\.tsx?(\.snap)?$/.test(name)) add(join(path, name));
    }
  };
  for (const input of inputs) add(input);
  return hash.digest("hex");
}

/** Built beside and put in place whole, so that a server that runs meanwhile never serves half a build. */
async function buildWeb(): Promise<void> {
  const { build } = await import("vite");
  const dist = join(root, "dist");
  const fresh = join(dist, `web.${process.pid}.new`);
  const old = join(dist, `web.${process.pid}.old`);
  await build({
    configFile: join(root, "vite.config.ts"),
    root: join(root, "web"),
    logLevel: "warn",
    build: { outDir: fresh, emptyOutDir: true },
  });
  if (existsSync(join(dist, "web"))) renameSync(join(dist, "web"), old);
  renameSync(fresh, join(dist, "web"));
  rmSync(old, { recursive: true, force: true });
}
