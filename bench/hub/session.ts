import { join } from "node:path";
import { startWorker, type Worker } from "../worker.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import type { ConnectInput, ReadersReport } from "./readers.ts";

/** One server, one publisher and many readers, each in a process of its own. */
export interface Session {
  publisher: Worker;
  readers: Worker;
  report(): Promise<ReadersReport>;
  /** Waits until every reader has event `n`; after `seconds` it gives up, and the report says what is missing. */
  complete(n: number, seconds: number): Promise<void>;
}

export async function withSession<T>(
  name: ContenderName,
  sockets: number,
  run: (session: Session) => Promise<T>,
): Promise<T> {
  const contender = await contenders[name]();
  const publisher = startWorker(join(import.meta.dirname, "publisher.ts"));
  const readers = startWorker(join(import.meta.dirname, "readers.ts"));
  const token = contender.token === undefined ? {} : { token: contender.token };
  try {
    await publisher.ask("open", {
      url: `ws://127.0.0.1:${contender.port}${contender.publishPath}`,
      padding: contender.padding,
      ...token,
    });
    await readers.ask("connect", {
      port: contender.port,
      path: contender.readPath,
      count: sockets,
      resumes: contender.resumes,
      ...token,
    } satisfies ConnectInput);
    return await run({
      publisher,
      readers,
      report: () => readers.ask<ReadersReport>("report"),
      async complete(n, seconds) {
        await readers.ask("expect", n);
        await readers.ask("complete", seconds);
      },
    });
  } finally {
    await Promise.all([publisher.stop(), readers.stop(), contender.stop()]);
  }
}
