import type { Migration } from "./migration.ts";

/**
 * The words of the log rows, for search. Rows are put in some time after they came, so that who logs does not wait for
 * it: those with an id up to `upto` are in, those below `since` were taken out again because their rows are gone.
 */
export const spanSearch: Migration = {
  id: 5,
  name: "span search",
  statements: [
    "CREATE VIRTUAL TABLE span_search USING fts5(text, content='', contentless_delete=1, tokenize='trigram', detail='full')",
    "CREATE TABLE span_search_state (id INTEGER PRIMARY KEY CHECK (id = 1), since INTEGER NOT NULL, upto INTEGER NOT NULL) STRICT",
    "INSERT INTO span_search_state (id, since, upto) VALUES (1, 1, 0)",
  ],
};
