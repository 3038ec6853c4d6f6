import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { buildClient } from "../../../scripts/build-commands.mjs";
import { call, setUpServers, start } from "./fixtures/served.ts";

setUpServers();

/** Every Node of this machine: the one that runs this, and what a program beside us would find. */
const nodes = [
  process.execPath,
  ...(process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .filter((node) => existsSync(node)),
].filter((node, at, all) => all.indexOf(node) === at);

const program = `
  import { createClient, orchestratorCall } from "./built/entry.js";
  const [url, token] = process.argv.slice(2);
  const client = createClient({ source: "plain", url, token });
  await client.withTrace("plain-1", (inner) => orchestratorCall(inner, "PatchOps", "logs", { limit: 1 }), "look");
  // nothing more: what was logged is sent before the program ends by itself
`;

test.each(nodes)("as it is built, the client runs in %s", async (node) => {
  const server = await start();
  const folder = mkdtempSync(join(tmpdir(), "mc-client-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  buildClient(join(import.meta.dirname, "../../.."), join(folder, "built"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "program.js"), program);
  // the server is in this process: it must not wait for the program
  const words = ["program.js", server.url, server.adminToken];
  await promisify(execFile)(node, words, { cwd: folder });
  const { spans } = await call(server, "GET", "/api/traces/plain-1");
  expect(spans.map(({ stage, operation }: Record<string, string>) => `${stage} ${operation}`)).toEqual(
    expect.arrayContaining(["before_call look", "before_rpc PatchOps.logs"]),
  );
});

test("built again, its files are replaced whole: a program that reads one meanwhile keeps the one it opened", () => {
  const folder = mkdtempSync(join(tmpdir(), "mc-client-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const build = () => {
    buildClient(join(import.meta.dirname, "../../.."), join(folder, "built"));
    return readdirSync(join(folder, "built")).map((name) => [
      name,
      statSync(join(folder, "built", name)).ino,
    ]);
  };
  const first = Object.fromEntries(build());
  const again = build();
  expect(again.map(([name]) => name)).toEqual(Object.keys(first));
  expect(again.filter(([name, file]) => first[name as string] === file)).toEqual([]);
  expect(readdirSync(folder)).toEqual(["built"]);
});
