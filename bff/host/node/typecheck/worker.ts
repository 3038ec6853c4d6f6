// The thread that checks. Compilers up to TypeScript 6 think without a pause, so that only another thread can stay
// responsive, count the time, and end them.
import { parentPort, workerData } from "node:worker_threads";
import { decode } from "./decode.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";
import { createSession } from "./session.ts";

const port = parentPort;
if (port === null) throw new Error("the type-check worker runs as a worker thread only");
const send = (message: FromWorker): void => port.postMessage(message);

const { root } = workerData as WorkerStart;
const session = createSession(root, (pid) => send({ kind: "process", pid }));
const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : decode(bytes));

port.on("message", (message: ToWorker) => {
  if (message.kind === "close") {
    void session.close().finally(() => port.close());
    return;
  }
  const { id } = message;
  const changes = message.changes.map((change) => ({
    file: change.file,
    before: text(change.before),
    after: text(change.after),
  }));
  session.check(changes).then(
    (answer) => send({ kind: "answer", id, answer }),
    (error: unknown) =>
      send({ kind: "broke", id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
