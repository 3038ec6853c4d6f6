// The thread that writes while much is written, over a connection of its own: the disk takes as long to sync as it takes
// to read the next hundred requests.
import { parentPort, workerData } from "node:worker_threads";
import { openConnection } from "../connection.ts";
import type { FromWriter, ToWriter, WriterStart } from "./messages.ts";

const port = parentPort;
if (port === null) throw new Error("the writer runs as a worker thread only");

const connection = openConnection((workerData as WriterStart).path);
const answer = (message: FromWriter): void => port.postMessage(message);

port.on("message", (statements: ToWriter) => {
  if (statements === null) {
    connection.close();
    port.close();
    return;
  }
  try {
    connection.transaction(statements);
    answer({ kind: "committed" });
  } catch (error) {
    answer({ kind: "failed", error: error instanceof Error ? error.message : String(error) });
  }
});
answer({ kind: "ready" });
