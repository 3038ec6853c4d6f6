// A process of its own, perhaps of another user: node plan-and-apply.ts <root> <operation as JSON> [code | error]
import { openWorkspace } from "../../workspace.ts";

const [root = "", operation = "{}", field = "code"] = process.argv.slice(2);
const workspace = openWorkspace({ root });
const batch = {
  requester: "agent",
  reason: "",
  branch: "",
  dryRun: false,
  atomic: true,
  coordinates: "original" as const,
  patches: [JSON.parse(operation)],
};
const planned = await workspace.simulate(batch);
const applied = await workspace.apply(batch);
process.stdout.write(
  JSON.stringify([planned, applied].map((answer) => (answer.ok ? "ok" : answer[field as "code" | "error"]))),
);
