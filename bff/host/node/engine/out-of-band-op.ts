/**
 * What stands for the operation in the record of an edit that went around: it is kept as a patch is, so that it can be
 * shown and undone like one, but no patch of that name was ever asked for or told of.
 */
export const outOfBandOp = "out-of-band";
