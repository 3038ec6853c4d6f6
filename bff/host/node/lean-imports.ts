import { registerHooks } from "node:module";

const manyPaths = /\/node_modules\/(drizzle-orm|hono|zod)\//;

/**
 * Spares the server, where it runs from source, 150 MB and a quarter of a second: Node asks for a module's format by
 * parsing its package.json, again for each module, and that of drizzle-orm names hundreds of paths. Its modules
 * import each other by relative path and are all ESM, so the answer is known without asking.
 */
export function leanImports(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      if (specifier.startsWith(".") && parentURL !== undefined && manyPaths.test(parentURL)) {
        return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
      }
      return next(specifier, context);
    },
  });
}
