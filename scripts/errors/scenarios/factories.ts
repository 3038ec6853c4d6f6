import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Replay } from "../../../shared/models/replay.ts";
import type { Place, Provoked, Scenario } from "../scenario.ts";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";

/** What a live replay reports of its one call, to a factory that answers like this. */
async function callOf(
  place: Place,
  answer: (response: ServerResponse) => void,
  stage: string,
  timeout_ms: number,
): Promise<Provoked> {
  const server = await place.server();
  const factory = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => factory.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(factory.address() as AddressInfo).port}`;
    await server.ask("POST", "/api/factories", {
      name: "parcel-desk",
      url,
      capabilities: ["simulateOperation"],
    });
    const span = {
      trace_id: trace,
      source: "parcel-desk",
      stage: "processing",
      operation: "weigh",
      duration_ms: 5,
    };
    await server.ask("POST", "/api/logs", span);
    const asked = await server.ask("POST", `/api/traces/replay/${trace}`, { mode: "live", timeout_ms });
    const { replay } = asked.refusal as unknown as { replay: Replay };
    const [{ code, error } = {}] = replay.report.calls;
    return { ...asked, stage, refusal: { ok: false, code, error } as Provoked["refusal"] };
  } finally {
    factory.closeAllConnections();
    factory.close();
  }
}

/** Factories that are asked to simulate; the answer is in `replay.report.calls`. */
export const factoryScenarios: readonly Scenario[] = [
  {
    code: "FACTORY_TIMEOUT",
    run: (place) =>
      callOf(place, () => {}, "of a factory that hangs; what replay.report.calls says of it:", 100),
  },
  {
    code: "FACTORY_FAULT",
    run: (place) =>
      callOf(
        place,
        (response) => response.end("<h1>It works!</h1>"),
        "of a factory that answers with a page; what replay.report.calls says of it:",
        10_000,
      ),
  },
];
