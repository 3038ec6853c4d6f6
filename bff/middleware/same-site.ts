import { type Refusal, refuse } from "../../shared/result.ts";
import type { Settings } from "../ports/ports.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Why a request may not have come to us, or from where it did; null where all is well.
 *
 * `Host`: a page of another site can point its own name at 127.0.0.1 (DNS rebinding); only names that are ours are
 * answered. Any port is, so that a tunnel works. `Origin`: a browser names the page that asks; it must be our own,
 * port included, since pages of other ports of this machine carry our cookie. Programs send no `Origin`.
 */
export function foreign(settings: Pick<Settings, "hosts">, headers: Headers): Refusal | null {
  const host = (headers.get("host") ?? "").toLowerCase();
  const name = host.replace(/:\d+$/, "");
  if (!loopback.has(name) && !settings.hosts.has(name)) {
    return refuse(
      "FOREIGN_HOST",
      "this server does not answer to that Host: use the address it printed, or start it with --public-url",
    );
  }
  const origin = headers.get("origin");
  if (origin === null) {
    // a browser that sends no Origin (an image, a frame) still says where the request was made
    const site = headers.get("sec-fetch-site");
    if (site !== "cross-site" && site !== "same-site") return null;
    return headers.get("sec-fetch-mode") === "navigate" ? null : foreignOrigin;
  }
  return originHost(origin) === host ? null : foreignOrigin;
}

const foreignOrigin = refuse(
  "FOREIGN_ORIGIN",
  "requests from pages of another origin are not accepted: call from a program with a token, or from the dashboard",
);

function originHost(origin: string): string | null {
  try {
    const { host, protocol } = new URL(origin);
    return protocol === "http:" || protocol === "https:" ? host : null;
  } catch {
    return null;
  }
}
