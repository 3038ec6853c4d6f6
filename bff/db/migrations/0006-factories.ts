import type { Migration } from "./migration.ts";

export const factories: Migration = {
  id: 6,
  name: "factories",
  statements: [
    // what each last said of itself; capabilities and operations (null: any) are JSON lists
    `CREATE TABLE factories (
      name TEXT PRIMARY KEY,
      url TEXT,
      status TEXT NOT NULL CHECK (status IN ('connected', 'away')),
      last_seen TEXT NOT NULL,
      capabilities TEXT NOT NULL DEFAULT '[]',
      operations TEXT,
      simulate_via TEXT CHECK (simulate_via IN ('socket', 'http', 'capnweb'))
    ) STRICT, WITHOUT ROWID`,
  ],
};
