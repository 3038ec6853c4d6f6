import { policyWords } from "../../../shared/patch/policy-words.ts";
import { policyFile, type ReadPolicy } from "../../host/node/engine/policy-file.ts";
import { stateFolder } from "../../host/node/engine/state-folder.ts";
import { defineCommand } from "../command.ts";
import { done, misused, refused } from "../print/outcomes.ts";
import { visible } from "../print/visible.ts";
import type { Outcome } from "../session.ts";

const usage = "[init | --file <path>]";
const path = ".mission_control/policy.json";

/** `patchctl policy`: what may be edited here and how, key by key; whether one file may be; `init` writes a policy. */
export const policy = defineCommand({
  usage,
  flags: {
    file: { kind: "text", value: "path", help: "say whether this file may be edited, and by which entry" },
  },
  takes: 1,
  word: { name: "action", help: "init: write a policy with every key at its default", needed: false },
  async run(session, flags, [action]) {
    if (action !== undefined && action !== "init")
      return misused([`There is no policy ${action}; there is policy init.`], `patchctl policy ${usage}`);
    if (action === "init") return (await import("./policy-init.ts")).initPolicy(session.root);
    const read = await policyFile(stateFolder(session.root).policy)();
    if ("ok" in read) return refused(read);
    if (flags.file !== undefined)
      return (await import("./policy-decision.ts")).decideFile(session, read, flags.file);
    return explain(read);
  },
});

function explain({ policy: is, given }: ReadPolicy): Outcome {
  const keys = Object.entries(policyWords).map(([key, means]) => ({
    key,
    value: is[key as keyof typeof policyWords],
    from: given.includes(key) ? "file" : "default",
    means: means(is),
  }));
  const file = given.length > 0 ? path : null;
  return done({ ok: true, file, keys }, (paint) =>
    [
      file === null
        ? paint.dim(`no ${path}: the defaults hold; patchctl policy init writes one\n`)
        : `${path}\n`,
      ...keys.map(({ key, value, from, means }) => {
        const set = from === "file" ? paint.cyan(from) : paint.dim(from);
        return `${key.padEnd(17)} ${visible(JSON.stringify(value))}  ${set}\n${" ".repeat(18)}${visible(means)}\n`;
      }),
    ].join(""),
  );
}
