/** A statement binds at most 100 values; some are left for the rest of it. */
const chunkSize = 90;

/** Runs a query over a long list of values, as many at a time as a statement may bind, and joins what comes back. */
export async function inChunks<T, R>(
  values: readonly T[],
  query: (chunk: T[]) => PromiseLike<R[]>,
): Promise<R[]> {
  const rows: R[] = [];
  for (let at = 0; at < values.length; at += chunkSize) {
    rows.push(...(await query(values.slice(at, at + chunkSize))));
  }
  return rows;
}
