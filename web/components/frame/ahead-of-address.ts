/** What a part of the screen wrote into the address, and what the address says. */
export interface Ahead<T> {
  /** to show: the newest that was written here, or what came from elsewhere */
  value: T;
  /** what the address said when it was last looked at */
  held: T;
  /** written here and not yet seen in the address, oldest first */
  sent: readonly T[];
}

export const inStep = <T>(held: T): Ahead<T> => ({ value: held, held, sent: [] });

/** Someone here changes the value; the address is still to follow. */
export const wrote = <T>(state: Ahead<T>, value: T): Ahead<T> => ({
  value,
  held: state.held,
  sent: value === state.held ? [] : [...state.sent, value],
});

/**
 * The address has changed. One of ours that comes late changes nothing, for a newer one may be on its way; those
 * written before it were passed over. Anything else came from elsewhere, as by a link or by going back, and is taken.
 */
export function heard<T>(state: Ahead<T>, held: T): Ahead<T> {
  const at = state.sent.indexOf(held);
  return at === -1 ? inStep(held) : { value: state.value, held, sent: state.sent.slice(at + 1) };
}
