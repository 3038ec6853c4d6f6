// Packs the package, installs it into a repository of its own, and uses both commands there as a newcomer would.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "pack-check-"));
const repo = join(scratch, "repo");
// what npm told the script that runs this would reach the npm of the other repository
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
const run = (command: string, args: string[], cwd = repo, input = "") =>
  execFileSync(command, args, { cwd, env, input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });

try {
  const tarball = pack();
  install(tarball);
  edit();
  editOnTheMachinesNode();
  client();
  await serve();
  console.log("the package works where it is installed");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function pack(): string {
  run("npm", ["pack", "--loglevel=error", "--pack-destination", scratch], root);
  const name = readdirSync(scratch).find((each) => each.endsWith(".tgz"));
  assert.ok(name !== undefined, "npm pack made a tarball");
  const listed = run("tar", ["-tzf", name], scratch).trim().split("\n");
  const files = listed.map((path) => path.replace(/^package\//, ""));
  for (const needed of [
    "patchctl.js",
    "mission-control.js",
    "type-check-worker.js",
    "trace-reader-worker.js",
    "write-worker.js",
  ]) {
    assert.ok(files.includes(`dist/cli/${needed}`), `${needed} is in the package`);
  }
  assert.ok(files.includes("dist/web/index.html"), "the dashboard is in the package");
  const source = files.filter(
    (path) => !/^(dist\/(cli|client|web)|docs|examples)\/|^[^/]+\.(md|json)$/.test(path),
  );
  assert.deepEqual(source, [], "nothing of the development tree is in the package");
  console.log(`packed ${name}, ${files.length} files`);
  return join(scratch, name);
}

function install(tarball: string): void {
  mkdirSync(join(repo, "src"), { recursive: true });
  writeFileSync(join(repo, "package.json"), '{ "name": "somewhere-else", "private": true }\n');
  writeFileSync(join(repo, ".gitignore"), "node_modules\n");
  writeFileSync(
    join(repo, "tsconfig.json"),
    '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }\n',
  );
  writeFileSync(join(repo, "src/a.ts"), "export const one: number = 1;\nexport const two: number = 2;\n");
  run("git", ["init", "--quiet"]);
  run("npm", ["install", "--save-dev", "--no-audit", "--no-fund", tarball]);
  console.log("installed");
}

function edit(): void {
  const args = ["patchctl", "replace-block", "--file", "src/a.ts", "--start", "2", "--end", "2"];
  const answer = JSON.parse(run("npx", ["--no-install", ...args], repo, "export const two: number = 22;\n"));
  assert.equal(answer.ok, true, "the edit is applied");
  assert.equal(answer.ts_check_ok, true, "and its types are checked");
  assert.match(readFileSync(join(repo, "src/a.ts"), "utf8"), /= 22;/);
  assert.doesNotMatch(run("git", ["status", "--porcelain"]), /mission_control\/(patches|outbox)/);
  console.log("npx patchctl edits");
}

/** The machine's own Node may be older than the pinned one: patchctl and the client have to run on Node 20. */
function machinesOwn(): Record<string, string | undefined> {
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return { ...env, PATH: path.join(delimiter) };
}

/** Other programs import the client, in TypeScript or not. */
function client(): void {
  const program = [
    'import { createClient, orchestratorCall, type Client } from "mission-control/client";',
    'export const client: Client = createClient({ source: "there" });',
    'export const answer: Promise<{ ok: boolean }> = orchestratorCall(client, "PatchOps", "logs", {});',
  ];
  writeFileSync(join(repo, "src/b.mts"), `${program.join("\n")}\n`);
  run("npx", ["--no-install", "tsc", "--noEmit", "--skipLibCheck", "false", "-p", "."]);
  const plain =
    'import { createClient } from "mission-control/client"; console.log(await createClient({ source: "there" }).withTrace("t", () => 7));';
  const said = execFileSync("node", ["--input-type=module", "-e", plain], {
    cwd: repo,
    env: machinesOwn(),
    encoding: "utf8",
  });
  assert.equal(said.trim(), "7");
  console.log("the client is imported, with its types");
}

function editOnTheMachinesNode(): void {
  const own = machinesOwn();
  const version = execFileSync("node", ["--version"], { env: own, encoding: "utf8" }).trim();
  const patchctl = join(repo, "node_modules/mission-control/dist/cli/patchctl.js");
  const out = execFileSync(
    "node",
    [patchctl, "append", "--file", "src/a.ts", "--block", "export const three = 3;"],
    {
      cwd: repo,
      env: own,
      encoding: "utf8",
    },
  );
  assert.equal(JSON.parse(out).ts_check_ok, true);
  console.log(`patchctl runs on the machine's Node ${version}`);
}

async function serve(): Promise<void> {
  const server = spawn("npx", ["--no-install", "mission-control", "--port", "0", "--no-open"], {
    cwd: repo,
    env,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  try {
    const link = await new Promise<URL>((resolve, reject) => {
      let said = "";
      const timer = setTimeout(() => reject(new Error(`no sign-in link within 2 min: ${said}`)), 120_000);
      server.stdout.on("data", (chunk) => {
        said += chunk;
        const found = /http:\/\/\S+\/signin\?code=\S+/.exec(said)?.[0];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(new URL(found));
      });
      server.once("close", (code) => reject(new Error(`mission-control ended with ${code}: ${said}`)));
    });
    const page = await fetch(link.origin);
    assert.match(await page.text(), /<script/, "the dashboard is served");
    const signedIn = await fetch(link, { redirect: "manual" });
    assert.ok(signedIn.headers.get("set-cookie"), "the link signs in");
    const doctor = JSON.parse(run("npx", ["--no-install", "patchctl", "doctor"])) as {
      checks: { name: string; state: string }[];
    };
    assert.equal(
      doctor.checks.find(({ name }) => name === "server")?.state,
      "ok",
      "patchctl finds the server",
    );
    console.log("npx mission-control serves");
  } finally {
    // npx and the server under it are a group of their own; both write until they have ended and let go of the pipe
    if (server.exitCode === null && server.signalCode === null) {
      const ended = once(server, "close");
      process.kill(-server.pid!, "SIGTERM");
      await ended;
    }
  }
}
