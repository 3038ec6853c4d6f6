// The worker that reads replays to be drawn under their originals: at a hundred thousand spans, to parse, check and match
// what the server answers would hold the page up at each reading.
import "../../../api/zod-config.ts";
import { refuse } from "../../../../shared/result.ts";
import { RefusedError } from "../../../api/answer.ts";
import type { FromGhosts, ToGhosts } from "./ghost-messages.ts";
import { readGhosts } from "./read-ghosts.ts";

/** The part of a worker's global scope that is used; the types of the page know another. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToGhosts>) => void) | null;
  postMessage(message: FromGhosts, transfer?: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const under = new Map<number, AbortController>();

async function read({ ask, ...asked }: Extract<ToGhosts, { is: "read" }>): Promise<void> {
  const cancel = new AbortController();
  under.set(ask, cancel);
  try {
    const columns = await readGhosts(asked, cancel.signal);
    const { id, start, duration, failed } = columns;
    scope.postMessage(
      { is: "read", ask, columns },
      [id, start, duration, failed].map(({ buffer }) => buffer as ArrayBuffer),
    );
  } catch (error) {
    const refused = error instanceof RefusedError ? refuse(error.code, error.message, error.details) : null;
    scope.postMessage({ is: "failed", ask, refused });
  } finally {
    under.delete(ask);
  }
}

scope.onmessage = ({ data }) => {
  if (data.is === "read") void read(data);
  else under.get(data.ask)?.abort();
};
