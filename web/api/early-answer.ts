/** Something that `public/early.js` has asked for. */
interface EarlyAnswer {
  /** path and query, as the browser has the address */
  url: string;
  response: Promise<Response>;
  /** when it was asked for, `performance.now()` */
  at: number;
}

/** An answer that was not wanted so long is asked for again, milliseconds. */
const FRESH_MS = 10_000;

const held = globalThis as { earlyAnswers?: EarlyAnswer[] | undefined };

/**
 * The answer to a GET that the page asked for before its code was there, once; undefined: ask. Rejects as `fetch` does.
 */
export function takeEarlyAnswer(url: string, now = performance.now()): Promise<Response> | undefined {
  const answers = held.earlyAnswers ?? [];
  const at = answers.findIndex((early) => plain(early.url) === plain(url));
  const [early] = at < 0 ? [] : answers.splice(at, 1);
  return early !== undefined && now - early.at < FRESH_MS ? early.response : undefined;
}

/** Whether the answer to this GET is on its way since before the page's code was there. */
export const isAskedEarly = (url: string): boolean =>
  (held.earlyAnswers ?? []).some((early) => plain(early.url) === plain(url));

/** As both sides may have encoded it differently. */
function plain(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
