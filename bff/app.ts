// A request's way: headers of the answer -> Host and Origin -> who asks -> operation, RPC, document or static file.
import { Hono } from "hono";
import { ok, type Result, refuse } from "../shared/result.ts";
import type { AppEnv } from "./app-env.ts";
import { commonHeaders, completeAnswer } from "./middleware/answer.ts";
import { anyoneUpgrading, callerOf } from "./middleware/caller.ts";
import { foreign } from "./middleware/same-site.ts";
import { traceContextOf } from "./middleware/trace-context.ts";
import { createCalls } from "./operations/calls.ts";
import { answerJson, mountHttp } from "./operations/http.ts";
import type { Ports } from "./ports/ports.ts";
import { mountDocuments } from "./routes/documents.ts";
import { mountMetrics } from "./routes/metrics.ts";
import { mountOtlp } from "./routes/otlp.ts";
import { mountRpc } from "./routes/rpc.ts";
import { mountSignInLink } from "./routes/sign-in-link.ts";
import { mountSockets } from "./routes/sockets.ts";
import { mountTraceExport } from "./routes/trace-export.ts";

export interface App {
  /** Answers a request; `address` is the client's, for counting failures. */
  fetch(request: Request, client: { address?: string }): Response | Promise<Response>;
  /**
   * Checks an upgrade to `/rpc` and answers what speaks Cap'n Web on the socket that comes of it. `tokens` are the ids
   * of those it has signed in with, at the upgrade or since: it ends with any of them.
   */
  openRpc(
    headers: Headers,
    address: string,
  ): Promise<Result<{ serve(socket: WebSocket): void; tokens: ReadonlySet<string> }>>;
}

/** The application. It knows no runtime: everything outside comes through the ports. */
export function createApp(ports: Ports): App {
  const app = new Hono<AppEnv>();
  const calls = createCalls(ports);

  app.use(async (c, next) => {
    const flow = traceContextOf(c.req.raw.headers);
    c.set("headers", commonHeaders(flow));
    const stranger = foreign(ports.settings, c.req.raw.headers);
    if (stranger === null) {
      c.set("caller", await callerOf(ports, c, flow));
      await next();
    } else {
      c.res = answerJson(c, stranger);
    }
    completeAnswer(c);
  });

  mountSockets(app, ports);
  mountHttp(app, ports, calls);
  mountDocuments(app, ports);
  mountRpc(app, ports, calls);
  mountOtlp(app, ports, calls);
  mountTraceExport(app, ports, calls);
  mountMetrics(app, ports, calls.metrics);
  mountSignInLink(app, ports);

  app.all("/api/*", (c) =>
    answerJson(
      c,
      refuse("NOT_FOUND", "there is nothing at this path: /api/openapi.json lists what there is"),
    ),
  );
  app.notFound(async (c) => {
    const found = c.req.method === "GET" || c.req.method === "HEAD" ? await ports.assets(c.req.raw) : null;
    return found ?? answerJson(c, refuse("NOT_FOUND", "there is nothing at this path"));
  });
  app.onError((error, c) => {
    ports.log.error({ error: error.stack ?? String(error), path: c.req.path }, "request failed");
    return answerJson(c, refuse("INTERNAL", "something broke inside; the server's log says what"));
  });

  return {
    fetch: (request, client) => app.fetch(request, client),
    async openRpc(headers, address) {
      const found = await anyoneUpgrading(ports, headers, address);
      if (!found.ok) return found;
      const { openRpcSession, serveSocket } = await import("./operations/rpc-session.ts");
      const tokens = new Set<string>();
      const root = openRpcSession(ports, calls, found.caller, { signedIn: (id) => tokens.add(id) });
      return ok({ tokens, serve: (socket: WebSocket) => serveSocket(socket, root) });
    },
  };
}
