import { createLowlight } from "lowlight";
import { embedded, grammars } from "./grammars.ts";
import { type LineTokens, tokenLines } from "./token-lines.ts";

const lowlight = createLowlight();
const loading = new Map<string, Promise<void>>();

function load(language: string): Promise<void> {
  const grammar = grammars[language];
  if (!grammar || lowlight.registered(language)) return Promise.resolve();
  let pending = loading.get(language);
  if (!pending) {
    pending = grammar().then(
      (module) => lowlight.register(language, module.default),
      // Offline or redeployed: the diff is shown in one colour, and the next file tries again.
      () => void loading.delete(language),
    );
    loading.set(language, pending);
  }
  return pending;
}

/** Loads the grammar with those it embeds. False where there is none or it could not be loaded. */
export async function ensureLanguage(language: string): Promise<boolean> {
  await Promise.all([language, ...(embedded[language] ?? [])].map(load));
  return lowlight.registered(language);
}

export const isLoaded = (language: string): boolean => lowlight.registered(language);

/**
 * Colours consecutive lines of one file; a comment or a string that spans lines is carried over. The language must be
 * loaded; a text its grammar cannot read comes back in one colour.
 */
export function highlightLines(language: string, lines: readonly string[]): LineTokens[] {
  try {
    return tokenLines(lowlight.highlight(language, lines.join("\n")).children);
  } catch {
    return lines.map((text) => [{ text, className: "" }]);
  }
}
