import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Assets } from "../../ports/ports.ts";
import { createAssets } from "./static.ts";

let root: string;
let assets: Assets;
const script = "export const answer = 42;\n".repeat(100);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mc-web-"));
  mkdirSync(join(root, "web/assets"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), "secret");
  writeFileSync(join(root, "web/index.html"), "<title>page</title>");
  writeFileSync(join(root, "web/assets/app-3f9a.js"), script);
  assets = createAssets(join(root, "web"));
});
afterEach(() => rmSync(root, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  assets(new Request(`http://127.0.0.1${path}`, { headers }));

test("the page answers every screen's path and is asked for each time", async () => {
  for (const path of ["/", "/patches", "/patches/p-1?view=table", "/signin"]) {
    const response = (await get(path))!;
    expect(await response.text()).toBe("<title>page</title>");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  }
});

test("a file whose name carries its hash is kept for good", async () => {
  const response = (await get("/assets/app-3f9a.js"))!;
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(response.headers.get("content-type")).toContain("text/javascript");
});

test("files come compressed as the browser takes them, and once more as nothing", async () => {
  const br = (await get("/assets/app-3f9a.js", { "accept-encoding": "gzip, br" }))!;
  expect(brotliDecompressSync(new Uint8Array(await br.arrayBuffer())).toString()).toBe(script);
  const gzip = (await get("/assets/app-3f9a.js", { "accept-encoding": "gzip" }))!;
  expect([gzip.headers.get("content-encoding"), gzip.headers.get("vary")]).toEqual([
    "gzip",
    "accept-encoding",
  ]);
  expect(gunzipSync(new Uint8Array(await gzip.arrayBuffer())).toString()).toBe(script);
  const etag = gzip.headers.get("etag")!;
  expect((await get("/assets/app-3f9a.js", { "if-none-match": etag }))!.status).toBe(304);
});

test("a new build is served without a restart", async () => {
  await get("/");
  writeFileSync(join(root, "web/index.html"), "<title>new page</title>");
  expect(await (await get("/"))!.text()).toBe("<title>new page</title>");
});

test("nothing outside of the build is served", async () => {
  const paths = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/%00.js",
    "/%",
    "/nothing.js",
  ];
  for (const path of paths) expect(await get(path), path).toBeNull();
});

test("without a build the page says how to make one", async () => {
  rmSync(join(root, "web"), { recursive: true });
  const response = (await get("/"))!;
  expect([response.status, (await response.text()).includes("npm run build")]).toEqual([503, true]);
});
