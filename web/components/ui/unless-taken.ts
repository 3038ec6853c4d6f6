/**
 * For what gives the focus back to its trigger when it closes, as its `onCloseAutoFocus`. That happens a moment after it
 * is gone, and a key pressed in between may have put the focus elsewhere: there it stays.
 */
export function unlessTaken(event: Event): void {
  if (document.activeElement !== document.body) event.preventDefault();
}
