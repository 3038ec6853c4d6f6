import { refuse } from "../../../shared/result.ts";
import { setAside, waitingInOutbox } from "../../host/node/outbox/outbox.ts";
import { defineCommand } from "../command.ts";
import { done, refused } from "../print/outcomes.ts";
import { discoverServer } from "../reporting/discover-server.ts";
import { flushOutbox } from "../reporting/reporter.ts";

/** A long outbox may take this long, in milliseconds. */
const limitMs = 100_000;

/** `patchctl flush`: sends what waits, now, and says how many went. */
export const flush = defineCommand({
  usage: "",
  flags: {},
  takes: 0,
  async run({ root, env }) {
    const waiting = waitingInOutbox(root).length;
    if (waiting === 0) {
      const counts = { sent: 0, refused: 0, waiting: 0, set_aside: setAside(root).length };
      return done({ ok: true, ...counts }, (paint) => paint.dim("nothing waits\n"));
    }
    const found = discoverServer(root, env);
    if (found.kind !== "found") {
      const why =
        found.kind === "none"
          ? "no server runs over this workspace: start mission-control, or set ORCHESTRATOR_URL and ORCHESTRATOR_TOKEN"
          : found.reason;
      return refused(refuse("SERVER_UNREACHABLE", `${waiting} events wait: ${why}.`, { sent: 0, waiting }));
    }
    const { reason, ...counts } = await flushOutbox(root, found.server, limitMs);
    if (reason !== null) {
      return refused(
        refuse(
          "SERVER_UNREACHABLE",
          `${counts.sent} sent, ${counts.waiting} still wait: ${found.server.url.origin} says ${reason}.`,
          { ...counts, reason },
        ),
      );
    }
    return done({ ok: true, ...counts, set_aside: setAside(root).length }, (paint) => {
      const bad =
        counts.refused === 0
          ? ""
          : paint.yellow(`, ${counts.refused} refused and set aside in .mission_control/outbox/refused`);
      return `${counts.sent} sent${bad}\n`;
    });
  },
});
