import { type Factory, simulateCapability } from "../../../shared/models/factory.ts";
import type { ReplayPlan, SkippedSource } from "../../../shared/models/replay.ts";
import type { TraceSkeleton } from "../../../shared/models/trace-skeleton.ts";
import { hasMark, isError } from "../../../shared/trace/skeleton.ts";
import { ownSource } from "../../operations/call-log.ts";
import type { Simulator } from "../../ports/simulations.ts";

/** A span that its factory is asked to do again. */
export interface LiveCall {
  /** row of the skeleton */
  row: number;
  simulator: Simulator;
  operation: string;
  /** microseconds after the begin of the trace; an open span ends never */
  start_us: number;
  end_us: number;
  /** how it ended in the original */
  failed: boolean;
}

/** What a live replay of a trace does. */
export interface LivePlan {
  /** by row */
  calls: LiveCall[];
  /**
   * By row: the bracket right above, -1 for the root of the replay. Only rows of calls and of brackets, which are the
   * ancestors of calls, have one.
   */
  above: ReadonlyMap<number, number>;
  skipped: SkippedSource[];
  factories: ReplayPlan["factories"];
}

/** How many operations are named of a factory that is asked for them. */
const mostNamed = 20;

/**
 * Which spans are asked for again: the topmost in the call tree that their source says it can simulate and can be asked
 * for now. What lies below one of them is that factory's own to do again, and is never asked for a second time. The
 * ancestors are rebuilt as brackets; everything else is skipped. A bracket of an earlier replay at the top is looked
 * through, and a log of one moment is no work that could be done again.
 */
export function planLive(
  skeleton: TraceSkeleton,
  simulators: readonly Simulator[],
  factories: readonly Factory[] = simulators.map(({ factory }) => factory),
): LivePlan {
  const { parent, source, sources, operation, operations, stage, stages, start, duration, flags } = skeleton;
  const byName = new Map(simulators.map((simulator) => [simulator.factory.name, simulator]));
  const known = new Map(factories.map((factory) => [factory.name, factory]));
  const calls: LiveCall[] = [];
  const above = new Map<number, number>();
  /** rows that a call covers: its own, and those below */
  const covered = new Uint8Array(parent.length);
  const isPoint = (row: number): boolean => hasMark(flags[row]!, "point");
  const isOuter = (row: number): boolean => parent[row] === -1 && stages[stage[row]!] === "replay_start";

  for (let row = 0; row < parent.length; row++) {
    covered[row] = covered[parent[row]!] ?? 0;
    const simulator = byName.get(sources[source[row]!]!);
    if (covered[row] === 1 || simulator === undefined || isOuter(row) || isPoint(row)) continue;
    const name = operations[operation[row]!]!;
    if (!simulator.does(name)) continue;
    covered[row] = 1;
    const start_us = start[row]!;
    const end_us = duration[row] === -1 ? Number.POSITIVE_INFINITY : start_us + duration[row]!;
    calls.push({ row, simulator, operation: name, start_us, end_us, failed: isError(flags[row]!) });
    for (let at = row; at !== -1 && !above.has(at); ) {
      const up = parent[at]!;
      const bracket = up === -1 || isOuter(up) ? -1 : up;
      above.set(at, bracket);
      at = bracket;
    }
  }

  /** rows that are left out, by source: work, and logs of one moment */
  const left = { work: new Int32Array(sources.length), points: new Int32Array(sources.length) };
  for (let row = 0; row < parent.length; row++)
    if (covered[row] === 0 && !above.has(row) && !isOuter(row))
      left[isPoint(row) ? "points" : "work"][source[row]!]! += 1;
  const skipped = sources.flatMap((name, at): SkippedSource[] => {
    const [work, points] = [left.work[at]!, left.points[at]!];
    const simulator = byName.get(name);
    if (simulator === undefined) {
      const why = whySkipped(name, known.get(name));
      return work + points === 0 ? [] : [{ source: name, spans: work + points, why }];
    }
    return [
      { source: name, spans: work, why: "operations that it does not list" },
      { source: name, spans: points, why: "logs of one moment, which is no work to do again" },
    ].filter(({ spans }) => spans > 0);
  });
  return { calls, above, skipped, factories: asked(calls) };
}

/** Of a source that cannot be asked. */
function whySkipped(source: string, factory: Factory | undefined): string {
  if (source === ownSource) return "what Mission Control does itself is done again by whoever calls it";
  if (factory === undefined) return "no factory of this name has said hello or was registered";
  if (!factory.capabilities.includes(simulateCapability))
    return `its capabilities do not name ${simulateCapability}`;
  return "it is to be asked over its socket, and holds none open";
}

function asked(calls: readonly LiveCall[]): ReplayPlan["factories"] {
  const byName = new Map<string, { via: Simulator["via"]; calls: number; operations: Set<string> }>();
  for (const { simulator, operation } of calls) {
    const { factory, via } = simulator;
    const entry = byName.get(factory.name) ?? { via, calls: 0, operations: new Set() };
    entry.calls += 1;
    if (entry.operations.size < mostNamed) entry.operations.add(operation);
    byName.set(factory.name, entry);
  }
  return [...byName].map(([name, { operations, ...rest }]) => ({
    name,
    ...rest,
    operations: [...operations],
  }));
}
