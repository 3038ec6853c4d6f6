import { join } from "node:path";
import { startOurServer } from "../our-server.ts";
import { startWorker } from "../worker.ts";
import { nchanInstalled, startNchan } from "./nchan-server.ts";

/** One server that fans out what is published to it, ready to be measured. */
export interface Contender {
  port: number;
  publishPath: string;
  readPath: string;
  token?: string;
  /** padding of each event that makes what reaches a reader about 400 bytes long */
  padding: number;
  /** a reader may ask for what it missed */
  resumes: boolean;
  stop(): Promise<void>;
}

export const contenders = {
  /** the product itself: each event goes through the factory's socket, is recorded with its custody row, then sent */
  async ours(): Promise<Contender> {
    const server = await startOurServer();
    return {
      port: server.port,
      publishPath: "/ws?factory=bench",
      readPath: "/ws",
      token: server.token,
      padding: 230,
      resumes: true,
      stop: server.stop,
    };
  },
  async "bare ws"(): Promise<Contender> {
    const worker = startWorker(join(import.meta.dirname, "bare-ws-server.ts"));
    const port = await worker.ask<number>("port");
    return { port, publishPath: "/pub", readPath: "/sub", padding: 310, resumes: false, stop: worker.stop };
  },
  async nchan(): Promise<Contender> {
    const server = await startNchan();
    return {
      port: server.port,
      publishPath: "/pub",
      readPath: "/ws",
      padding: 310,
      resumes: false,
      stop: server.stop,
    };
  },
} satisfies Record<string, () => Promise<Contender>>;

export type ContenderName = keyof typeof contenders;

export const installed = (name: ContenderName): boolean => name !== "nchan" || nchanInstalled;
