import { Agent, request as open } from "node:https";
import { type Answer, type Call, headers, payload } from "./call-message.ts";

/** The same call over TLS, certificates checked. */
export function callHttps(request: Call): Promise<Answer> {
  const body = payload(request);
  return new Promise((resolve) => {
    const out = open(request.url, {
      method: request.method,
      headers: headers(request, body),
      // an agent of its own: the global one may have been told of a proxy by the environment
      agent: new Agent({ keepAlive: false }),
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    out.on("error", (problem) =>
      resolve({ ok: false, reason: (problem as NodeJS.ErrnoException).code ?? "broken" }),
    );
    out.on("response", async (answer) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of answer) chunks.push(chunk as Buffer);
        resolve({
          ok: true,
          status: answer.statusCode ?? 0,
          body: Buffer.concat(chunks).toString("utf8"),
          date: answer.headers.date ?? null,
        });
      } catch {
        resolve({ ok: false, reason: "the answer broke off" });
      }
    });
    out.end(body);
  });
}
