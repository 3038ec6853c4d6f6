/** Statements of a transaction from which on the thread is worth being woken. */
const shortStatements = 24;
/** A transaction of few statements that takes longer, sync and all, holds up who else is to be answered; milliseconds. */
const quickMs = 1.5;
/** Weight of the newest in the mean: some twenty transactions are remembered. */
const weight = 0.1;
/** Where the disk was slow, one in so many is done here to learn whether it still is. */
const probeEvery = 50;

/** Tells which transactions are done where they are asked for, although a thread is there. */
export interface ShortHere {
  isHere(statements: number): boolean;
  /** How long one of so many statements took that was done here, milliseconds. */
  took(statements: number, ms: number): void;
}

/**
 * To wake a thread costs as much as a short transaction on a quick disk: such are done here, for as long as the disk is
 * quick. `most`: statements of a short one.
 */
export function createShortHere(most = shortStatements): ShortHere {
  let mean = 0;
  let given = 0;
  return {
    isHere(statements) {
      if (statements > most) return false;
      if (mean <= quickMs) return true;
      given += 1;
      return given % probeEvery === 0;
    },
    took(statements, ms) {
      if (statements <= most) mean += weight * (ms - mean);
    },
  };
}
