import type { ReplayCall, ReplayReport } from "../../../shared/models/replay.ts";
import type { ReplayJob, ReplayOutcome } from "../../ports/replay-runs.ts";

/** Most entries of each list of a report. */
const mostListed = 200;

/** What a replay has done so far. */
export interface Done {
  spans: number;
  errors: number;
  calls: readonly ReplayCall[];
}

export const listedCalls = (calls: readonly ReplayCall[]): Pick<ReplayReport, "calls" | "calls_total"> => ({
  calls: calls.slice(0, mostListed),
  calls_total: calls.length,
});

/** The report of a replay that has begun. */
export const firstReport = ({ pace, speed, of, original_us }: ReplayJob): ReplayReport => ({
  pace,
  speed,
  of,
  errors: 0,
  original_us,
  replay_us: null,
  calls: [],
  calls_total: 0,
  skipped: [],
  patches: [],
  patches_total: 0,
  patches_same: 0,
});

/** `replayUs`: how long it is on its own time line. */
export function reportOf(
  job: ReplayJob,
  { errors, calls }: Done,
  { of = job.of, skipped = [], patches = [] }: ReplayOutcome,
  replayUs: number,
  reason: string | undefined,
): ReplayReport {
  const unlike = patches.filter(({ same }) => !same);
  return {
    ...firstReport(job),
    of,
    errors,
    replay_us: replayUs,
    ...listedCalls(calls),
    skipped: skipped.slice(0, mostListed),
    // those that are not the same are what one looks for
    patches: (patches.length > mostListed
      ? [...unlike, ...patches.filter(({ same }) => same)]
      : patches
    ).slice(0, mostListed),
    patches_total: patches.length,
    patches_same: patches.length - unlike.length,
    ...(reason === undefined ? {} : { reason }),
  };
}
