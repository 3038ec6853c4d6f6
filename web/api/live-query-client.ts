import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from "@tanstack/react-query";

/**
 * A client for data of which events say that it is old. A reading that was under way when the event came may have been
 * answered before it, and by itself its arrival counts as new: what was told of meanwhile would be lost until the next
 * event. So what is invalidated while it is read, and whose reading goes on, is invalidated again once it has come.
 */
export class LiveQueryClient extends QueryClient {
  /** those whose reading is waited for: however many events come during one, it is read once more */
  readonly #awaited = new WeakSet<Query>();

  /** As of any client; the promise also waits for what is read again because its reading was under way. */
  override async invalidateQueries<TKey extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<TKey>,
    options: InvalidateOptions = {},
  ): Promise<void> {
    const goOn = filters?.refetchType === "none" || options.cancelRefetch === false;
    const underWay = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: "fetching" })
      // a first reading is not broken off in any case
      .filter((query) => goOn || query.state.data === undefined || !query.isActive());
    const again = underWay
      .filter((query) => !this.#awaited.has(query))
      .map((query) => this.#once(query, filters, options));
    await Promise.all([super.invalidateQueries(filters, options), ...again]);
  }

  async #once(query: Query, filters: object | undefined, options: InvalidateOptions): Promise<void> {
    this.#awaited.add(query);
    // what does not come is left to who asked for it
    const came = await Promise.resolve(query.promise).then(
      () => true,
      () => false,
    );
    this.#awaited.delete(query);
    if (came) await super.invalidateQueries({ ...filters, queryKey: query.queryKey, exact: true }, options);
  }
}
