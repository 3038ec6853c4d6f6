/** Folders that are nobody's source: the repository itself, our own record, and what a package manager puts there. */
const left: ReadonlySet<string> = new Set([".git", ".mission_control", "node_modules"]);

/** What the engine writes beside a file for the moment before it takes its place. */
const passing = /\.mc-tmp$/;

/** Whether a path of the workspace is one that is never looked at, whatever git says of it. */
export const isLeftOut = (path: string): boolean =>
  passing.test(path) || path.split("/").some((part) => left.has(part));
