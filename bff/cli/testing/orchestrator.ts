import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  path: string;
  token: string | undefined;
  body: Record<string, unknown>;
}

/** A server elsewhere that takes reports over real HTTP. `answer` decides the status of each; 200 by default. */
export interface Orchestrator {
  url: string;
  received: Received[];
  answer: (body: Record<string, unknown>) => number;
  /** what it says when it is asked to check types; null: it cannot */
  verdict: Record<string, unknown> | null;
  close(): Promise<void>;
}

export async function startOrchestrator(port = 0): Promise<Orchestrator> {
  const received: Received[] = [];
  const orchestrator: Orchestrator = {
    url: "",
    received,
    answer: () => 200,
    verdict: null,
    close: async () => {},
  };
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text || "{}") as Record<string, unknown>;
    const isCheck = request.url?.endsWith("/check") === true;
    const status = isCheck ? (orchestrator.verdict === null ? 500 : 200) : orchestrator.answer(body);
    if (status === 200) {
      received.push({ path: request.url ?? "", token: request.headers.authorization, body });
    }
    const good = isCheck ? { ok: true, ...orchestrator.verdict } : { ok: true, seq: 1, duplicate: false };
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify(status === 200 ? good : { ok: false, error: `status ${status}` }));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  orchestrator.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  orchestrator.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return orchestrator;
}
