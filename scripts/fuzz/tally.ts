/** What the requests of many stories came to. */
export interface Tally {
  requests: number;
  applied: number;
  /** applied although the file had moved on since it was read */
  rebased: number;
  refused: Record<string, number>;
}

export const newTally = (): Tally => ({ requests: 0, applied: 0, rebased: 0, refused: {} });

export const tallied = ({ requests, applied, rebased, refused }: Tally): string =>
  [
    `${requests} requests, ${applied} applied${rebased > 0 ? ` (${rebased} followed to where their lines had moved)` : ""}`,
    ...Object.entries(refused)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${count} ${code}`),
  ].join(", ");
