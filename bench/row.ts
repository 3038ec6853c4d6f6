/**
 * One line of the table that `npm run bench` prints: a measurement, its peer from the same run, and the target.
 * Values are texts with their unit ("12.4 ms"); a peer that is not installed says so in `peer`.
 */
export interface Row {
  what: string;
  ours: string;
  peer: string;
  /** ours / peer of the medians, in the direction the target speaks of; null where there is no peer */
  ratio: number | null;
  /** how far the runs of this measurement lie apart: "±6 %" or "11.8 to 13.1 ms" */
  spread?: string;
  target: string;
  /** null: this row informs, or could not be judged (the note says why) */
  met: boolean | null;
  note?: string;
}

/** What `bench/run.ts` hands to every measurement. */
export interface BenchOptions {
  /** shorter and fewer runs: says whether it works, not how fast it is */
  quick: boolean;
}

/** Every `bench/<name>.ts` exports `measure` of this type, and is listed in `bench/run.ts`. */
export type Measure = (options: BenchOptions) => Promise<Row[]>;
