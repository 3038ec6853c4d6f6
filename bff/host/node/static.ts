import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Assets } from "../../ports/ports.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};
const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/;

type Encoding = "br" | "gzip" | "identity";

interface CachedFile {
  changed: number;
  etag: string;
  type: string;
  bodies: Map<Encoding, Uint8Array<ArrayBuffer>>;
}

/**
 * The built web client. Files whose name carries their hash are kept by browsers for good, the page itself is asked
 * for each time. Each file is compressed once, when first asked for. A path without a file extension is a screen's
 * URL and gets the page.
 */
export function createAssets(root: string): Assets {
  const cache = new Map<string, CachedFile>();

  return async (request) => {
    const path = pathOf(request.url);
    if (path === null) return null;
    const isScreen = extname(path) === "";
    const file = await open(cache, join(root, isScreen ? "index.html" : path));
    if (file === null) return isScreen ? notBuilt() : null;
    const headers = new Headers({
      "content-type": file.type,
      "cache-control": path.startsWith(`${sep}assets${sep}`)
        ? "public, max-age=31536000, immutable"
        : "no-cache",
      etag: file.etag,
      vary: "accept-encoding",
    });
    if (request.headers.get("if-none-match") === file.etag)
      return new Response(null, { status: 304, headers });
    const encoding = compressible.test(file.type) ? bestEncoding(request) : "identity";
    const body = await encoded(file, encoding);
    if (encoding !== "identity") headers.set("content-encoding", encoding);
    headers.set("content-length", String(body.byteLength));
    return new Response(body, { headers });
  };
}

/** The path below the root, or null where it would lead out of it. */
function pathOf(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(new URL(url).pathname));
    return path.startsWith(sep) && !path.includes("\0") && !path.split(sep).includes("..") ? path : null;
  } catch {
    return null;
  }
}

async function open(cache: Map<string, CachedFile>, path: string): Promise<CachedFile | null> {
  try {
    const { mtimeMs } = await stat(path);
    const known = cache.get(path);
    if (known?.changed === mtimeMs) return known;
    const body = new Uint8Array(await readFile(path));
    const file: CachedFile = {
      changed: mtimeMs,
      etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
      type: types[extname(path)] ?? "application/octet-stream",
      bodies: new Map([["identity", body]]),
    };
    cache.set(path, file);
    return file;
  } catch {
    return null;
  }
}

function bestEncoding(request: Request): Encoding {
  const accepted = request.headers.get("accept-encoding") ?? "";
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "identity";
}

async function encoded(file: CachedFile, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const known = file.bodies.get(encoding);
  if (known !== undefined) return known;
  const plain = file.bodies.get("identity")!;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
  const body = new Uint8Array(
    encoding === "br" ? await promisify(brotliCompress)(plain, quality) : await promisify(gzip)(plain),
  );
  file.bodies.set(encoding, body);
  return body;
}

const notBuilt = (): Response =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mission Control</title>
<body style="font:16px/1.6 system-ui;max-width:40rem;margin:15vh auto;padding:0 1rem;background:#0b0c10;color:#d5dae2">
<h1>The web client is not built</h1>
<p>The server runs and its API answers. Build the screens with <code>npm run build</code>, then load this page again.</p>`,
    { status: 503, headers: { "content-type": "text/html; charset=utf-8" } },
  );
