import { pathToFileURL } from "node:url";
import type { Project, Snapshot } from "typescript/unstable/async";
import type { Compiler } from "../compiler.ts";
import { createIncrementalErrors, type IncrementalErrors } from "../incremental.ts";
import { kindsOf } from "../shape.ts";
import { isLibrary, type World } from "../world.ts";
import { configErrors } from "./diagnostics.ts";
import { nativeView } from "./view.ts";

/** Files of one installed TypeScript 7 or later. */
export interface NativeModules {
  version: string;
  /** path of `typescript/unstable/async` */
  api: string;
  /** path of `typescript/unstable/ast` */
  ast: string;
}

interface Process {
  pid?: number;
  kill(signal: "SIGKILL"): boolean;
  once(event: "exit", listener: () => void): void;
}

/**
 * TypeScript 7: the compiler is a process of its own that reads its files from us. `onProcess` hears of its pid, so
 * that it can be ended from outside should it hang; when it goes by itself every call rejects.
 */
export async function createNativeCompiler(
  root: string,
  world: World,
  modules: NativeModules,
  onProcess: (pid: number) => void,
): Promise<Compiler> {
  const { API } = (await import(
    pathToFileURL(modules.api).href
  )) as typeof import("typescript/unstable/async");
  const { SyntaxKind } = (await import(
    pathToFileURL(modules.ast).href
  )) as typeof import("typescript/unstable/ast");
  const kinds = kindsOf(SyntaxKind as unknown as Record<string, string | number>);
  const api = new API({
    cwd: root,
    fs: {
      readFile(path) {
        if (!isLibrary(path)) return world.read(path);
        world.noteLibrary(path);
        return undefined;
      },
      fileExists: (path) => (isLibrary(path) ? undefined : world.fileExists(path)),
      directoryExists: (path) => world.directoryExists(path),
      getAccessibleEntries: (path) => world.entries(path),
    },
  });
  const projects = new Map<string, IncrementalErrors>();
  let snapshot: Snapshot | undefined;
  let process: Process | undefined;
  let gone: () => void = () => {};
  const died = new Promise<never>((_, reject) => {
    gone = () => reject(new Error("the TypeScript process ended unexpectedly"));
  });
  died.catch(() => {});

  /** The library waits for ever on a process that died, so every request races with its end. */
  const alive = async <T>(work: Promise<T>): Promise<T> => await Promise.race([work, died]);

  async function move(params: Parameters<typeof api.updateSnapshot>[0]): Promise<void> {
    const next = await alive(api.updateSnapshot(params));
    watchProcess();
    const last = snapshot;
    snapshot = next;
    await last?.dispose();
  }
  function watchProcess(): void {
    if (process !== undefined) return;
    process = (api as unknown as { client?: { process?: Process } }).client?.process;
    process?.once("exit", gone);
    if (process?.pid !== undefined) onProcess(process.pid);
  }

  async function project(config: string): Promise<Project> {
    if (!projects.has(config)) {
      await move({ openProjects: [config] });
      projects.set(config, createIncrementalErrors(world, kinds));
    }
    const found = snapshot?.getProject(config);
    if (found === undefined) throw new Error(`TypeScript ${modules.version} did not open the project`);
    return found;
  }

  return {
    version: modules.version,
    async roots(config) {
      const parsed = await alive(api.parseConfigFile(config));
      watchProcess();
      return parsed.fileNames;
    },
    configProblems: async (config) => await alive(configErrors(await project(config), world)),
    sources: async (config) => await alive((await project(config)).program.getSourceFileNames()),
    async update(delta) {
      const { changed, created, deleted, everything } = delta;
      const size = changed.length + created.length + deleted.length;
      if (!everything && size === 0) return;
      for (const [config, known] of projects) {
        const current = snapshot?.getProject(config);
        if (current !== undefined) await alive(known.willChange(nativeView(current, world), delta));
      }
      if (snapshot === undefined) return;
      await move({ fileChanges: everything ? { invalidateAll: true } : { changed, created, deleted } });
    },
    async problems(config, state) {
      const current = await project(config);
      return await alive(projects.get(config)!.problems(nativeView(current, world), state));
    },
    async close() {
      died.catch(() => {});
      await Promise.race([api.close(), died]).catch(() => {});
      process?.kill("SIGKILL");
    },
  };
}
