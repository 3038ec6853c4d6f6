import type { Finding } from "../checkup/finding.ts";
import { checkClock, checkGit, checkNode, checkWritable } from "../checkup/machine.ts";
import { checkOutbox, checkServer, checkWatch } from "../checkup/server.ts";
import { checkPolicyAndTasks, checkTypescript, checkWorkspace } from "../checkup/workspace.ts";
import { defineCommand } from "../command.ts";
import { openEngine } from "../open-engine.ts";
import { visible } from "../print/visible.ts";
import type { Paint } from "../session.ts";

/** `patchctl doctor`: looks at everything an edit needs, and says what to do about what is not there. Fails on a "fail". */
export const doctor = defineCommand({
  usage: "",
  flags: {},
  takes: 0,
  async run(session) {
    const { root, env } = session;
    const engine = await openEngine(session);
    try {
      const { finding: server, date } = await checkServer(root, env);
      const newest = await engine.log(1);
      const ts = newest.ok ? newest.entries.at(-1)?.ts : undefined;
      const findings: Finding[] = [
        checkNode(),
        checkWorkspace(root),
        checkGit(root),
        checkWritable(root),
        ...(await checkPolicyAndTasks(root, engine)),
        checkTypescript(root),
        server,
        checkOutbox(root),
        ...(await checkWatch(root, env)),
        checkClock(Date.now(), typeof ts === "string" ? ts : undefined, date),
      ];
      const failed = findings.some(({ state }) => state === "fail");
      return {
        exit: failed ? 1 : 0,
        json: { ok: !failed, checks: findings },
        text: (paint) => findings.map((finding) => line(finding, paint)).join(""),
      };
    } finally {
      await engine.close();
    }
  },
});

function line({ name, state, text, advice }: Finding, paint: Paint): string {
  const mark = { ok: paint.green("ok  "), warn: paint.yellow("warn"), fail: paint.red("FAIL") }[state];
  const more = advice === undefined ? "" : `${" ".repeat(18)}${paint.dim(advice)}\n`;
  return `${mark}  ${name.padEnd(12)}${visible(text)}\n${more}`;
}
