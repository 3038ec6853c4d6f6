import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** The folder to govern: the one named, else the nearest ancestor with `.mission_control` or `.git`, else `cwd`. Null: the one named is not a folder. */
export function findRoot(cwd: string, named: string | undefined): string | null {
  if (named !== undefined) {
    const path = resolve(cwd, named);
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(path) : null;
  }
  for (let at = cwd; ; at = dirname(at)) {
    if (existsSync(join(at, ".mission_control")) || existsSync(join(at, ".git"))) return realpathSync(at);
    if (dirname(at) === at) return realpathSync(cwd);
  }
}

/**
 * A path as typed, made relative to the workspace with forward slashes. It is read from `cwd` where `cwd` is inside
 * the workspace, else from the workspace itself. A path that leads out keeps its `..`: the engine refuses it by name.
 */
export function fileInWorkspace(root: string, cwd: string, typed: string): string {
  const here = realpathSync(cwd);
  const base = isInside(root, here) ? here : root;
  let path = isAbsolute(typed) ? typed : resolve(base, typed);
  if (!isInside(root, path) && existsSync(dirname(path))) {
    // an absolute path through a symlink to the workspace
    path = join(realpathSync(dirname(path)), path.slice(dirname(path).length));
  }
  const inside = relative(root, path);
  // what ends in a slash names a folder, which the engine refuses as one
  const ending = typed.length > 1 && /[\\/]$/.test(typed) && inside !== "" ? "/" : "";
  return (inside === "" ? "." : inside).split(sep).join("/") + ending;
}

function isInside(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside === "" || (!isAbsolute(inside) && inside.split(sep)[0] !== "..");
}
