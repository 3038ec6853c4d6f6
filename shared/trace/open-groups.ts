import type { RowGroup } from "./row-group.ts";
import { opensClosedBy } from "./stage-pair.ts";

/**
 * The groups of one key (a span id, or a source and operation) that wait for their end. Of several the one that began
 * last is meant, and before all one of the same source, as the two ends of a call may log under one id.
 * Every call takes constant time, however many wait.
 */
export function openGroups() {
  let count = 0;
  const all: Stacks = new Map();
  const bySource = new Map<string, Stacks>();

  return {
    add(group: RowGroup): void {
      const { source } = group.base;
      const own = bySource.get(source) ?? new Map();
      bySource.set(source, own);
      const waiting = { group, order: count++ };
      push(own, waiting);
      push(all, waiting);
    },
    /** What a log of this source may be a remark on. */
    latest: (source: string): RowGroup | null => {
      const own = bySource.get(source);
      return (own && latestIn(own, own.keys())) ?? latestIn(all, all.keys());
    },
    /** What a log of the stage `closing` ends. */
    endedBy: (closing: string, source: string): RowGroup | null => {
      const stages = opensClosedBy(closing);
      const own = bySource.get(source);
      return (own && latestIn(own, stages)) ?? latestIn(all, stages);
    },
  };
}

export type OpenGroups = ReturnType<typeof openGroups>;

interface Waiting {
  group: RowGroup;
  order: number;
}

/** by the stage that opened them, of which there are few; those that have ended are taken off when they come on top */
type Stacks = Map<string, Waiting[]>;

function push(stacks: Stacks, waiting: Waiting): void {
  const { stage } = waiting.group.base;
  const stack = stacks.get(stage);
  if (stack) stack.push(waiting);
  else stacks.set(stage, [waiting]);
}

function latestIn(stacks: Stacks, stages: Iterable<string>): RowGroup | null {
  let found: Waiting | null = null;
  for (const stage of stages) {
    const stack = stacks.get(stage);
    if (!stack) continue;
    while (stack.length > 0 && stack.at(-1)!.group.close !== null) stack.pop();
    const top = stack.at(-1);
    if (top && (found === null || top.order > found.order)) found = top;
  }
  return found?.group ?? null;
}
