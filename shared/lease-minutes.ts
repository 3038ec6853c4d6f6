/** Longest time for which a file can be leased at once, in minutes; whoever needs longer renews. */
export const maxLeaseMinutes = 24 * 60;
export const defaultLeaseMinutes = 15;
