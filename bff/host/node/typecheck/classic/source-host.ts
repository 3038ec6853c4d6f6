import { hashOf } from "../disk.ts";
import type ts from "../typescript-5/node_modules/typescript/lib/typescript.js";
import type { World } from "../world.ts";

export type TypeScript = typeof ts;

/** What a TypeScript up to 6 asks its surroundings for, answered out of the world. */
export interface SourceHost {
  parse: ts.ParseConfigHost & { getCurrentDirectory(): string };
  /** `moved` says whether files appeared or went since the last program, so that imports are resolved anew. */
  compiler(options: ts.CompilerOptions, moved: boolean): ts.CompilerHost;
}

export function createSourceHost(typescript: TypeScript, root: string, world: World): SourceHost {
  const caseSensitive = typescript.sys.useCaseSensitiveFileNames;
  /** Parsed files, shared by the programs: most of the time of a new program goes into these. */
  const parsed = new Map<string, { version: string; file: ts.SourceFile }>();

  const parse: SourceHost["parse"] = {
    useCaseSensitiveFileNames: caseSensitive,
    getCurrentDirectory: () => root,
    fileExists: world.fileExists,
    readFile: (path) => world.read(path) ?? undefined,
    readDirectory: (folder, extensions, exclude, include, depth) =>
      matchFiles(typescript)(
        folder,
        extensions,
        exclude,
        include,
        caseSensitive,
        root,
        depth,
        world.entries,
        (path) => typescript.sys.realpath?.(path) ?? path,
      ),
  };

  function sourceFile(path: string, settings: ts.ScriptTarget | ts.CreateSourceFileOptions) {
    const version = world.version(path);
    const key = `${path}\n${typeof settings === "object" ? `${settings.languageVersion} ${settings.impliedNodeFormat} ${settings.jsDocParsingMode}` : settings}`;
    const known = parsed.get(key);
    if (known?.version === version) return known.file;
    const text = world.read(path);
    if (text === null) return undefined;
    // the builder asks every file for its version
    const file = Object.assign(typescript.createSourceFile(path, text, settings), { version });
    parsed.set(key, { version, file });
    return file;
  }

  return {
    parse,
    compiler: (options, moved) => ({
      fileExists: world.fileExists,
      readFile: (path) => world.read(path) ?? undefined,
      directoryExists: world.directoryExists,
      getDirectories: (path) => world.entries(path).directories,
      realpath: (path) => typescript.sys.realpath?.(path) ?? path,
      getSourceFile: sourceFile,
      getDefaultLibFileName: (settings) => typescript.getDefaultLibFilePath(settings),
      getDefaultLibLocation: () => folderOf(typescript.getDefaultLibFilePath(options)),
      getCurrentDirectory: () => root,
      getCanonicalFileName: (path) => (caseSensitive ? path : path.toLowerCase()),
      useCaseSensitiveFileNames: () => caseSensitive,
      getNewLine: () => "\n",
      writeFile: () => {},
      createHash: hashOf,
      hasInvalidatedResolutions: () => moved,
      // a project that is referred to is read as its sources, as editors do: its output need not be built
      useSourceOfProjectReferenceRedirect: () => true,
    }),
  };
}

type MatchFiles = (
  path: string,
  extensions: readonly string[] | undefined,
  excludes: readonly string[] | undefined,
  includes: readonly string[] | undefined,
  caseSensitive: boolean,
  currentDirectory: string,
  depth: number | undefined,
  entries: (path: string) => { files: string[]; directories: string[] },
  realpath: (path: string) => string,
) => string[];

/** The compiler's own matching of `include` and `exclude`; it is exported, though not in its types. */
const matchFiles = (typescript: TypeScript): MatchFiles =>
  (typescript as unknown as { matchFiles: MatchFiles }).matchFiles;

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
