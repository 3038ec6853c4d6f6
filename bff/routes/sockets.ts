import type { Hono } from "hono";
import { refuse } from "../../shared/result.ts";
import type { AppEnv } from "../app-env.ts";
import { answerJson } from "../operations/http.ts";
import type { Ports } from "../ports/ports.ts";

/** Where there is a WebSocket, what comes over it, and where the same is read without one. */
const sockets = {
  "/ws": "the events, `?since=<seq>` those after that one; GET /api/patches/logs has the patches",
  "/api/traces/live":
    "spans as they come, narrowed by `trace_id` and the filters of GET /api/traces/active, which has the traces of the last 15 minutes",
} as const;

/**
 * The WebSockets, asked for without an upgrade: by a browser's address line, curl, or a proxy that took the upgrade
 * away. Upgrades themselves are the host's. Mounted before the operations, for `live` would pass for a trace id.
 */
export function mountSockets(app: Hono<AppEnv>, { settings }: Pick<Ports, "settings">): void {
  for (const [path, what] of Object.entries(sockets)) {
    app.get(path, (c) => {
      const url = settings.publicUrl().replace(/^http/, "ws") + path;
      const refusal = refuse(
        "UPGRADE_REQUIRED",
        `${path} is a WebSocket: connect to ${url} with Authorization: Bearer <token>, from a page of the dashboard without it. It sends ${what}. Where a proxy stands between, it has to pass Upgrade and Connection on`,
        { url },
      );
      return answerJson(c, refusal, { upgrade: "websocket", connection: "Upgrade" });
    });
  }
}
