// A factory: it holds a socket to Mission Control, does what it is asked there, and logs what it does.
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createClient } from "mission-control/client";
import { holdSocket } from "./live-socket.ts";
import { operations } from "./note-work.ts";
import { createOnRequest } from "./on-request.ts";
import { serveFactory } from "./serve.ts";
import { createSimulateOperation } from "./simulate-operation.ts";

const factory = process.env.FACTORY_NAME || "note-factory";
const say = (words: string) => console.log(`${factory}: ${words}`);

/** How Mission Control is to ask for a simulation. */
const simulate_via = process.env.FACTORY_VIA || "socket";
if (!["socket", "http", "capnweb"].includes(simulate_via)) {
  say("FACTORY_VIA is socket, http or capnweb");
  process.exit(1);
}
const { url, token } = whereItIs();
const client = createClient({
  source: factory,
  url,
  token,
  onLost: (why, n) => say(`${n} logs lost: ${why}`),
});
const simulate = createSimulateOperation(client);
const server = serveFactory(simulate, process.env.FACTORY_TOKEN);
server.listen(Number(process.env.FACTORY_PORT ?? 0), "127.0.0.1", () => {
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  say(`answers simulateOperation at ${own}`);
  const capabilities = ["simulateOperation"];
  const hello = { factory, url: own, capabilities, operations: Object.keys(operations), simulate_via };
  const socket = holdSocket(
    { url, token },
    () => ({ type: "hello", payload: hello }),
    (message) => void onRequest(message),
    say,
  );
  const onRequest = createOnRequest({ client, factory, simulate }, socket.send);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, async () => {
      socket.close();
      server.close();
      await client.flush();
      process.exit(0);
    });
});

/** As patchctl finds it: named in the environment, else what the server of this folder wrote into it. */
function whereItIs(): { url: string; token: string } {
  const { ORCHESTRATOR_URL: url, ORCHESTRATOR_TOKEN: token } = process.env;
  if (url && token) return { url, token };
  try {
    const found = JSON.parse(readFileSync(".mission_control/endpoint.json", "utf8")) as {
      url: string;
      token: string;
    };
    // the file may have come with a repository: it must not send anything to another machine
    if (/^(127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(found.url).hostname)) return found;
  } catch {
    // there is none, or it is none
  }
  say("start Mission Control in this folder first, or set ORCHESTRATOR_URL and ORCHESTRATOR_TOKEN");
  process.exit(1);
}
