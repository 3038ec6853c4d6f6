import { lookup as resolve } from "node:dns/promises";
import { isForbiddenHost } from "../../services/factories/factory-url.ts";

type Lookup = (hostname: string) => Promise<{ address: string }[]>;

/**
 * `fetch` for calls to factories: a name that stands for an address at which no factory is (see `factory-url.ts`) is not
 * asked, and fails with the code ADDRESS_REFUSED. A name that stands for another address a moment later gets by.
 */
export const createFactoryFetch =
  (lookup: Lookup = (hostname) => resolve(hostname, { all: true })): typeof fetch =>
  async (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input);
    const addresses = await orAborted(lookup(hostname.replace(/^\[|\]$/g, "")), init?.signal);
    if (addresses.some(({ address }) => isForbiddenHost(address.toLowerCase())))
      throw new TypeError("fetch failed", { cause: { code: "ADDRESS_REFUSED" } });
    return fetch(input, init);
  };

/** What fails to be resolved fails as `fetch` does; an abort does not wait for it. */
function orAborted<T>(found: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal?.reason);
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    found
      .then(resolve, (cause: unknown) => reject(new TypeError("fetch failed", { cause })))
      .finally(() => signal?.removeEventListener("abort", onAbort));
  });
}
