// A process with one publisher: a WebSocket on which events go out, numbered from 1 and stamped with the machine's time.
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { machineMs, serveQuestions } from "../worker.ts";

export interface PublisherInput {
  url: string;
  token?: string;
  /** bytes added to each event, so that what reaches the readers is as long from every server */
  padding: number;
}

let socket: WebSocket;
let padding = "";
let n = 0;

function publish(): void {
  n += 1;
  const atUs = Math.round(machineMs() * 1_000);
  socket.send(`{"type":"server_log","payload":{"n":${n},"atUs":${atUs},"message":"${padding}"}}`);
}

serveQuestions({
  async open(input: PublisherInput) {
    padding = "x".repeat(input.padding);
    socket = new WebSocket(input.url, {
      perMessageDeflate: false,
      ...(input.token === undefined ? {} : { headers: { authorization: `Bearer ${input.token}` } }),
    });
    socket.on("message", (data) => {
      // our hub sends every event to every socket, this one too; only a refusal matters here
      if (data.toString("latin1", 0, 40).includes('"refused"')) throw new Error(`refused: ${data}`);
    });
    await once(socket, "open");
  },
  /** So many a second for so long; answers how many that were. */
  async pace({ perSecond, seconds }: { perSecond: number; seconds: number }) {
    const start = machineMs();
    const total = perSecond * seconds;
    const first = n;
    while (n - first < total) {
      const due = Math.min(total, Math.floor(((machineMs() - start) / 1_000) * perSecond) + 1);
      while (n - first < due) publish();
      await wait(1);
    }
    return n;
  },
  /** As fast as the socket takes them; answers when it began. */
  async blast(count: number) {
    const start = machineMs();
    for (let i = 0; i < count; i += 1) {
      publish();
      if (socket.bufferedAmount > 1 << 20) await wait(1);
    }
    return start;
  },
});
