// A worker of its own for each file that is opened: what takes a large one apart must not hold the page up.
import "../../../api/zod-config.ts";
import { createReadJob } from "./read-job.ts";
import type { FromReader, ToReader } from "./read-messages.ts";

/** The part of a worker's global scope that is used; the types of the page know another. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToReader>) => void) | null;
  postMessage(message: FromReader): void;
}

const scope = self as unknown as WorkerScope;
const job = createReadJob((message) => scope.postMessage(message));
scope.onmessage = ({ data }) =>
  void job(data).catch((error: unknown) => {
    scope.postMessage({ is: "refused", error: `it could not be read: ${(error as Error).message}` });
  });
