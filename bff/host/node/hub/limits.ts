import { type FanOutLimits, fanOutDefaults } from "../../../services/hub/fan-out.ts";
import type { Rate } from "../../../services/hub/token-bucket.ts";

export interface HubLimits extends FanOutLimits {
  /** sockets at once; the next one is refused with TOO_MANY_CONNECTIONS */
  connections: number;
  /** a longer message closes its socket (1009) */
  messageBytes: number;
  /** a factory is asked to simulate while less than that waits to be read by it */
  callBytes: number;
  /** messages that a socket bound to a factory may send, and any other */
  factoryRate: Rate;
  readerRate: Rate;
  /** messages of one socket being worked on; beyond that (and what its last read brought) it is not read from until half are done */
  inFlight: number;
  /** a ping goes out this often; who stays silent for two of them is cut */
  heartbeatMs: number;
  /** factories that come and go within so long are told of at once, milliseconds */
  newsMs: number;
}

export const hubDefaults: HubLimits = {
  ...fanOutDefaults,
  connections: 1_100,
  messageBytes: 1024 * 1024, // as an answer to `simulate_operation` may be over HTTP
  callBytes: 16 * 1024 * 1024,
  factoryRate: { perSecond: 5_000, burst: 10_000 },
  readerRate: { perSecond: 50, burst: 100 },
  inFlight: 256,
  heartbeatMs: 15_000,
  newsMs: 100,
};
