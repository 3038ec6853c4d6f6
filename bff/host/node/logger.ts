import { pino } from "pino";
import type { Logger } from "../../ports/logger.ts";

/** JSON lines on standard error; `MISSION_CONTROL_LOG` sets the level (debug, info, warn, error), `warn` by default. */
export function createLogger(level = process.env.MISSION_CONTROL_LOG ?? "warn"): Logger {
  const log = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}
