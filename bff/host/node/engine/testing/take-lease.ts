// A process of its own that asks for a lease: node take-lease.ts <root> <file> <task> <minutes> [hold]
// It prints "ok" or the code of the refusal. With `hold` it then stays, until it is killed.
import { openWorkspace } from "../../workspace.ts";

const [root = "", file = "", task_id = "", minutes = "1", hold] = process.argv.slice(2);
const workspace = openWorkspace({ root });
const taken = await workspace.leases.take({ file, task_id, requester: task_id, minutes: Number(minutes) });
process.stdout.write(taken.ok ? "ok" : taken.code);
if (hold === undefined) await workspace.close();
else setInterval(() => {}, 60_000);
