import type { Database } from "../ports/database.ts";

/**
 * A query that is built once for a database and run with other values every time: for those that every call makes, where
 * the builder costs ten times what SQLite does. `make` uses `sql.placeholder(name)` and ends in `.prepare()`.
 */
export function prepared<Q>(make: (orm: Database["orm"]) => Q): (db: Database) => Q {
  const made = new WeakMap<object, Q>();
  return ({ orm }) => {
    let query = made.get(orm);
    if (query === undefined) {
      query = make(orm);
      made.set(orm, query);
    }
    return query;
  };
}
