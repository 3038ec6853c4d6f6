// A process that posts patch events as patchctl does: every patch is requested, applied and validated.
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { machineMs, serveQuestions } from "../worker.ts";

export interface PatchPublisherInput {
  port: number;
  token: string;
  perSecond: number;
  seconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const folders = ["src/app", "src/engine", "shared/models", "web/features/patches"];
const requesters = ["ai-coder", "lint-specialist", "factory-agent", "reviewer"];
const steps = ["patch_requested", "patch_applied", "patch_validated"] as const;

/** The `i`-th event of the run: three in a row are one patch, a hundred patches one order. */
export function patchEvent(i: number): Record<string, unknown> {
  const patch = Math.floor(i / steps.length);
  const type = steps[i % steps.length]!;
  return {
    patch_id: `bench-${patch}`,
    event_id: `bench-${i}`,
    file: `${folders[patch % folders.length]}/module-${patch % 97}.ts`,
    op: "replace-block",
    type,
    lines_added: 1 + (patch % 12),
    lines_removed: patch % 5,
    ...(type === "patch_validated" ? { ts_check_ok: true, ts_check_ms: 40 } : {}),
    meta: {
      requester: requesters[patch % requesters.length],
      order_id: `ORD-${Math.floor(patch / 100)}`,
      reason: "bench",
    },
  };
}

function post(input: PatchPublisherInput, event: Record<string, unknown>): Promise<number> {
  return new Promise((resolve, reject) => {
    const posted = request(
      {
        port: input.port,
        host: "127.0.0.1",
        method: "POST",
        path: "/api/patches/events",
        agent,
        headers: { authorization: `Bearer ${input.token}`, "content-type": "application/json" },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    posted.on("error", reject);
    posted.end(JSON.stringify(event));
  });
}

serveQuestions({
  /** Answers how many a second were really acknowledged. */
  async run(input: PatchPublisherInput) {
    const start = machineMs();
    const total = input.perSecond * input.seconds;
    const underWay = new Set<Promise<void>>();
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, Math.floor(((machineMs() - start) / 1_000) * input.perSecond) + 1);
      for (; sent < due && underWay.size < 500; sent += 1) {
        const one: Promise<void> = post(input, patchEvent(sent)).then((status) => {
          underWay.delete(one);
          if (status !== 200) throw new Error(`an event was answered with ${status}`);
        });
        underWay.add(one);
      }
      await wait(2);
    }
    await Promise.all(underWay);
    return total / ((machineMs() - start) / 1_000);
  },
});
