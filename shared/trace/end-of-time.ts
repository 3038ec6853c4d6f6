/**
 * Where the times of spans end, ms since the epoch: a begin below it and the longest length are exact as numbers. One
 * beyond would be stored, and then nothing that lists traces could be read.
 */
export const endOfTime = Date.UTC(2250, 0, 1);

export const aTime = "a time from 1970 to 2249";
