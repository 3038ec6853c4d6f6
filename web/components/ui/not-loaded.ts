/** Why a part of the page did not come, and what to do about it. */
export const notLoaded =
  "The server did not answer. Try it again once it does; if it was updated, reload the page.";
