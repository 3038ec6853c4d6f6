import type { Logger } from "../../ports/logger.ts";

type Level = keyof Logger;
const ranks: Record<Level, number> = { debug: 20, info: 30, warn: 40, error: 50 };

/**
 * JSON lines on standard error; `MISSION_CONTROL_LOG` sets the level (debug, info, warn, error), `warn` by default.
 * pino is loaded by the first line there is to write: most servers never write one, and it takes its megabytes.
 */
export function createLogger(asked = process.env.MISSION_CONTROL_LOG ?? "warn"): Logger {
  const level: Level = Object.hasOwn(ranks, asked) ? (asked as Level) : "warn";
  const opened: { pino: ReturnType<typeof openPino> | null } = { pino: null };
  const line =
    (of: Level): Logger[Level] =>
    (fields, message) => {
      if (ranks[of] < ranks[level]) return;
      opened.pino ??= openPino(level);
      const time = Date.now();
      void opened.pino.then(({ log }) => log[of]({ time, ...fields }, message));
    };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

async function openPino(level: Level) {
  const { pino } = await import("pino");
  const log = pino({ level, base: null, timestamp: false }, pino.destination({ dest: 2, sync: true }));
  return { log };
}
