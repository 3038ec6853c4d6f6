import type { TraceSkeleton } from "../../../shared/models/trace-skeleton.ts";
import { ok, type Refusal, type Result, refuse } from "../../../shared/result.ts";
import type { Ports } from "../../ports/ports.ts";
import { unknownTrace } from "../traces/unknown-trace.ts";
import { type LivePlan, planLive } from "./live-plan.ts";

type Needs = Pick<Ports, "factories" | "simulations" | "traces">;

/** What a live replay of this trace would do now; `calls` is empty where nobody can be asked for any of its spans. */
export async function livePlanOf(
  { factories, simulations, traces }: Needs,
  traceId: string,
): Promise<Result<{ plan: LivePlan; skeleton: TraceSkeleton }>> {
  const found = await traces.skeleton(traceId);
  if (found === null) return unknownTrace(traceId);
  const { skeleton } = found;
  const plan = planLive(skeleton, await simulations.simulators(), await factories.list());
  return ok({ plan, skeleton });
}

/** The same, or a refusal where there would be nothing to do. */
export async function prepareLive(
  ports: Needs,
  traceId: string,
): Promise<Result<{ plan: LivePlan; skeleton: TraceSkeleton }>> {
  const found = await livePlanOf(ports, traceId);
  if (!found.ok || found.plan.calls.length > 0) return found;
  return nobodyToAsk(ports, found);
}

async function nobodyToAsk(
  { simulations }: Needs,
  { plan, skeleton }: { plan: LivePlan; skeleton: TraceSkeleton },
): Promise<Refusal> {
  const connected = (await simulations.simulators()).map(({ factory }) => factory.name);
  const wanted = skeleton.sources.slice(0, 50);
  const some = (names: readonly string[]): string =>
    names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
  return refuse(
    "FACTORY_NOT_CONNECTED",
    `no span of this trace can be asked for again: they are of ${some(wanted)}, and who can simulate now is ${some(connected) || "nobody"} (details.skipped says why of each). Start the factory with "simulateOperation" in the capabilities of its hello, register it at POST /api/factories, or send mode "dry-run"`,
    { wanted, connected: connected.slice(0, 50), skipped: plan.skipped.slice(0, 50) },
  );
}
