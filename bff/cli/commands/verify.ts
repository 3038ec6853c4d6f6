import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { VerifyReport } from "../../../shared/models/out-of-band.ts";
import { readDatabase } from "../../host/node/read-database.ts";
import { nodeSecrets } from "../../host/node/secrets.ts";
import { custodyProblems } from "../../services/journal/verify-custody.ts";
import { custodyFindings } from "../../services/out-of-band/findings.ts";
import { defineCommand } from "../command.ts";
import { misused } from "../print/outcomes.ts";
import { renderReport } from "../print/render-report.ts";
import { withEngine } from "../with-engine.ts";

const usage = "[--data <dir>]";

/**
 * `patchctl verify`: the custody chain, every patch's record, the files against what is known of them, and the guards.
 * Needs no server, disturbs none, and writes nothing. Exit 1 where anything is not as the record says.
 */
export const verify = defineCommand({
  usage,
  flags: {
    data: {
      kind: "text",
      value: "dir",
      help: "the server's data folder; default: .mission_control/server of the workspace",
    },
  },
  takes: 0,
  run: (session, flags) =>
    withEngine(session, async (engine) => {
      // asked for by name, its absence is no lesser thing: the chain would pass for intact
      if (
        flags.data !== undefined &&
        !existsSync(join(resolve(session.cwd, flags.data), "mission-control.db"))
      )
        return misused(
          [
            `--data ${flags.data} holds no database of a server; name the folder that the server was started with.`,
          ],
          `patchctl verify ${usage}`,
        );
      const say = progress();
      const report = await engine.custody.verify({ progress: say });
      const data = flags.data ?? join(session.root, ".mission_control", "server");
      const found = await withCustody(report, resolve(session.cwd, data), say);
      say("");
      const { intact, ...rest } = found;
      return {
        exit: intact ? 0 : 1,
        json: { ok: intact, ...rest },
        text: (paint) => renderReport(found, paint),
      };
    }),
});

/** The report with what the database of the data folder says of the chain. */
async function withCustody(
  report: VerifyReport,
  folder: string,
  say: (words: string) => void,
): Promise<VerifyReport> {
  const db = await readDatabase(join(folder, "mission-control.db"));
  const skip = (why: string): VerifyReport => ({
    ...report,
    skipped: [...report.skipped, `the custody chain was not checked: ${why}`],
  });
  if (typeof db === "string") return skip(db);
  try {
    const chain = await custodyProblems(db, nodeSecrets.sha256, 0, (rows) =>
      say(`${rows} custody rows checked`),
    );
    const findings = [...custodyFindings(chain.problems), ...report.findings];
    const more = report.more + chain.more;
    const checked = { ...report.checked, custody_rows: chain.rows };
    return { ...report, checked, findings, more, intact: findings.length === 0 };
  } catch {
    const finding = {
      kind: "unread" as const,
      text: "the server's database is no database of Mission Control, or is damaged",
      advice: "Name the right data folder with --data, or take the folder from a backup.",
    };
    return { ...report, findings: [finding, ...report.findings], intact: false };
  } finally {
    await db.close();
  }
}

/** One line that changes, for a person who waits; nothing where standard error is not a terminal. */
function progress(): (words: string) => void {
  if (!process.stderr.isTTY) return () => {};
  return (words) => process.stderr.write(`\r\x1b[K${words}`);
}
