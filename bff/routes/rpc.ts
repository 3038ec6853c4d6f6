import type { Hono } from "hono";
import { refuse } from "../../shared/result.ts";
import type { AppEnv } from "../app-env.ts";
import { readText } from "../middleware/read-body.ts";
import type { Calls } from "../operations/calls.ts";
import { answerJson } from "../operations/http.ts";
import { rpcLimit } from "../operations/limits.ts";
import type { Ports } from "../ports/ports.ts";

/** Cap'n Web over HTTP: a batch a request. Sockets at the same path are the host's to upgrade. */
export function mountRpc(app: Hono<AppEnv>, ports: Ports, calls: Calls): void {
  app.post("/rpc", async (c) => {
    const read = await readText(c.req.raw, rpcLimit);
    if (!read.ok) return answerJson(c, read);
    // loaded by the first call: most servers on one machine never get one
    const { answerRpcBatch, openRpcSession } = await import("../operations/rpc-session.ts");
    const answer = await answerRpcBatch(openRpcSession(ports, calls, c.var.caller), read.text);
    return answer.ok ? answer.response : answerJson(c, answer);
  });
  app.all("/rpc", (c) =>
    answerJson(c, refuse("METHOD_NOT_ALLOWED", "POST a Cap'n Web batch here, or open a WebSocket"), {
      allow: "POST",
    }),
  );
}
