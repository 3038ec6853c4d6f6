import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  QueryClient,
  type QueryKey,
} from "@tanstack/react-query";

/**
 * What is said to be old while it is being read stays old. TanStack Query lets a first reading go on (with
 * `cancelRefetch: false` any) and takes its answer for the newest, though the server may have given it before the news:
 * here it is read again once that answer is there, by one more reading for all the news of that time.
 */
export class ReadAgainClient extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const underWay = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: "fetching" })
      .map((query) => ({ query, reading: query.promise }));
    const invalidated = super.invalidateQueries(filters, options);
    const goOn = underWay.filter(({ query, reading }) => query.promise === reading);
    const refetchType = filters?.refetchType ?? filters?.type ?? "active";
    const again = goOn.map(async ({ query: { queryKey }, reading }) => {
      const wasRead = await reading?.then(
        () => true,
        () => false,
      );
      // what could not be read is read by whoever tries again
      await super.invalidateQueries(
        { queryKey, exact: true, refetchType: wasRead ? refetchType : "none" },
        { ...options, cancelRefetch: false },
      );
    });
    await Promise.all([invalidated, ...again]);
  }
}
