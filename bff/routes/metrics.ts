import type { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import type { CallMetrics } from "../operations/call-metrics.ts";
import type { Ports } from "../ports/ports.ts";

/** `/metrics` in the Prometheus text format. Counts only, no names of files or people, so it needs no sign-in. */
export function mountMetrics(app: Hono<AppEnv>, { events, hub }: Ports, metrics: CallMetrics): void {
  app.get("/metrics", async (c) => {
    const { readers, factories } = hub.connections();
    const gauges: [name: string, help: string, value: number][] = [
      ["mission_control_events_head", "Number of the newest event of the log.", await events.head()],
      ["mission_control_live_readers", "Sockets that follow the events.", readers],
      ["mission_control_factories", "Factories that are connected.", factories.length],
    ];
    const lines = gauges.flatMap(([name, help, value]) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      `${name} ${value}`,
    ]);
    return c.text(`${lines.join("\n")}\n${metrics.text()}`, 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
    });
  });
}
