const whole = new Intl.NumberFormat();

/** A count in the reader's own notation: `1,204`. One formatter for all, since making one per number is slow. */
export const formatCount = (count: number): string => whole.format(count);
