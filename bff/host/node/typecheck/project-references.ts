import { posix } from "node:path";

/**
 * The paths under `references` of a project file, absolute. TypeScript 7 has no call for this, and a project file is
 * JSON with comments and trailing commas. One that cannot be read has none; the compiler will say why.
 */
export function readReferences(text: string, folder: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(plainJson(text));
  } catch {
    return [];
  }
  const { references } = (parsed ?? {}) as { references?: unknown };
  if (!Array.isArray(references)) return [];
  return references.flatMap((reference) => {
    const path = (reference as { path?: unknown } | null)?.path;
    return typeof path === "string" ? [posix.resolve(folder, path)] : [];
  });
}

/** Takes comments and trailing commas out, and leaves strings alone. */
export function plainJson(text: string): string {
  const commentless = text.replace(
    /("(?:\\.|[^"\\])*")|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g,
    (_, string?: string) => string ?? " ",
  );
  return commentless.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, string?: string) => string ?? "");
}
