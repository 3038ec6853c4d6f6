/**
 * One step of the schema. Steps are TypeScript modules that hold SQL, and not `.sql` files, because the server runs
 * both as it is and bundled into one file. A statement an element: triggers hold semicolons of their own.
 */
export interface Migration {
  id: number;
  name: string;
  statements: readonly string[];
}
