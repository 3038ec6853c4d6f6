/**
 * Where the module names in a text stand: offsets of the opening quotes after `from`, `import`, `import(` and
 * `require(`. A name inside a comment or a string is found as well; it costs a look-up and means nothing.
 */
export function modulePlaces(text: string): number[] {
  const pattern = /\b(?:from|import|require)\s*(?:\(\s*)?(?:\/\*[\s\S]*?\*\/\s*)*(?=(["'`]))/g;
  return [...text.matchAll(pattern)].map((match) => match.index + match[0].length);
}

/** Which files import which, as far as it was asked; kept by importer, so that one file can be looked at anew. */
export interface ImportGraph {
  set(importer: string, imported: readonly string[]): void;
  has(importer: string): boolean;
  forget(importer: string): void;
  clear(): void;
  /** The given files and all that import them, directly or through others. */
  dependents(files: Iterable<string>): Set<string>;
}

export function createImportGraph(): ImportGraph {
  const imports = new Map<string, readonly string[]>();
  return {
    set: (importer, imported) => void imports.set(importer, imported),
    has: (importer) => imports.has(importer),
    forget: (importer) => void imports.delete(importer),
    clear: () => imports.clear(),
    dependents(files) {
      const importers = new Map<string, string[]>();
      for (const [importer, imported] of imports) {
        for (const file of imported) {
          const known = importers.get(file);
          if (known === undefined) importers.set(file, [importer]);
          else known.push(importer);
        }
      }
      const found = new Set(files);
      // a Set's iteration reaches what is added while it runs
      for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
      return found;
    },
  };
}
