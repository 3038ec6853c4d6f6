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

/** One check after the other: each moves the compiler from state to state, also where nobody waits for it any more. */
let queue: Promise<void> = Promise.resolve();

port.on("message", (message: ToWorker) => {
  if (message.kind === "close") void session.close().finally(() => port.close());
  else queue = queue.then(() => check(message));
});

async function check({ id, changes }: Extract<ToWorker, { kind: "check" }>): Promise<void> {
  const texts = changes.map(({ file, before, after }) => ({
    file,
    before: text(before),
    after: text(after),
  }));
  try {
    send({ kind: "answer", id, answer: await session.check(texts) });
  } catch (error) {
    send({ kind: "broke", id, reason: error instanceof Error ? error.message : String(error) });
  }
}
