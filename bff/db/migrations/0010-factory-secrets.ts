import type { Migration } from "./migration.ts";

/** Headers with which factories are called. */
export const factorySecrets: Migration = {
  id: 10,
  name: "factory secrets",
  statements: [
    `CREATE TABLE factory_secrets (
      name TEXT PRIMARY KEY,
      origin TEXT NOT NULL,
      header TEXT NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
};
