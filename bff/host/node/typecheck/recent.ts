/** A map that forgets what was used longest ago. */
export interface Recent<V> {
  /** Counts as a use. */
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  /** Longest unused first. */
  values(): V[];
}

export function createRecent<V>(limit: number): Recent<V> {
  const entries = new Map<string, V>();
  const recent: Recent<V> = {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) recent.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      const oldest = entries.keys().next();
      if (entries.size > limit && !oldest.done) entries.delete(oldest.value);
    },
    values: () => [...entries.values()],
  };
  return recent;
}
