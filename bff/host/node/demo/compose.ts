import type { FactoryEventType } from "../../../../shared/events.ts";
import { type Hands, type Job, jobFlags, type Reply } from "./hands.ts";
import type { Step } from "./step.ts";

/** Who works on which order, for what: an agent of a factory. */
export interface Desk {
  order: string;
  factory: string;
  phase: string;
}

interface Expected {
  refused?: string;
  types?: boolean;
  task?: string;
}

/** An edit through the command line. `flags` say the operation; the block goes in on standard input. */
export function byCommand(
  desk: Desk,
  agent: string,
  reason: string,
  flags: readonly string[],
  block: string,
  { task, ...expected }: Expected = {},
): Step {
  const job: Job = { ...desk, agent, reason, ...(task === undefined ? {} : { task }) };
  return {
    kind: "edits",
    job,
    ...expected,
    // an empty block has to be said: nothing on standard input is taken for a block that was forgotten
    run: (hands) =>
      hands.patchctl([...flags, ...jobFlags(job), ...(block === "" ? ["--block", ""] : [])], block),
  };
}

/** An edit through HTTP, of one operation or several that belong together. */
export function byHttp(
  desk: Desk,
  agent: string,
  reason: string,
  patches: readonly Record<string, unknown>[],
  { task, ...expected }: Expected = {},
): Step {
  const job: Job = { ...desk, agent, reason, ...(task === undefined ? {} : { task }) };
  return { kind: "edits", job, ...expected, run: (hands) => hands.http(job, patches) };
}

/** An edit that first reads what it needs, as a careful agent does. */
export function afterReading(
  desk: Desk,
  agent: string,
  reason: string,
  run: (hands: Hands, job: Job) => Promise<Reply>,
  expected: Omit<Expected, "task"> = {},
): Step {
  const job: Job = { ...desk, agent, reason };
  return { kind: "edits", job, ...expected, run: (hands) => run(hands, job) };
}

export const says = (desk: Desk, type: FactoryEventType, message: string): Step => ({
  kind: "says",
  factory: desk.factory,
  type,
  phase: desk.phase,
  message,
});
