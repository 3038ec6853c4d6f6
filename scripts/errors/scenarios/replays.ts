import type { Provoked, Scenario, Server } from "../scenario.ts";

const id = "4bf92f3577b34da6a3ce929d0e0e4736";
const log = { trace_id: id, source: "importer", stage: "processing", operation: "row", duration_ms: 1 };

async function replayed(server: Server): Promise<string> {
  await server.ask("POST", "/api/logs", log);
  const { refusal } = await server.ask("POST", `/api/traces/replay/${id}`, {});
  return (refusal as unknown as { new_trace: string }).new_trace;
}

/** Traces that are run again. */
export const replayScenarios: readonly Scenario[] = [
  {
    code: "TRACE_TOO_LARGE",
    async run(place) {
      const server = await place.server();
      const many = Array(5000).fill(log);
      for (let sent = 0; sent < 20; sent += 1) await server.ask("POST", "/api/logs", many);
      await server.ask("POST", "/api/logs", log);
      const asked = await server.ask("POST", `/api/traces/replay/${id}`, {});
      return { ...asked, stage: "of a trace of 100,001 spans:" };
    },
  },
  {
    code: "REPLAY_NOT_FOUND",
    run: async (place) => (await place.server()).ask("GET", `/api/traces/replays/${id}`),
  },
  {
    code: "REPLAY_OVER",
    async run(place) {
      const server = await place.server();
      const made = await replayed(server);
      const asked = await server.ask("POST", `/api/traces/replays/${made}/abort`, {});
      // the same id every time this page is written
      const steady = JSON.parse(JSON.stringify(asked).replaceAll(made, "0af7651916cd43dd8448eb211c80319c"));
      return { ...(steady as Provoked), stage: "of a replay that has ended:" };
    },
  },
];
