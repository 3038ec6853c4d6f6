import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Refusal, refuse } from "../../../../shared/result.ts";
import { isSystemError, systemRefusal } from "./system-error.ts";

export interface Confined {
  /** the real file, relative to the workspace, with "/" between the parts */
  name: string;
  path: string;
  /** the name it was asked for by, links not followed */
  named: string;
}

/**
 * Where a path leads after every symbolic link, if that is inside of `root` (itself a real path) and not
 * protected. A link to a file inside is followed, so that the edit lands in the file and the link stays one.
 */
export function confine(root: string, asked: string): Confined | Refusal {
  if (asked.includes("\0")) return refuse("INVALID_INPUT", "a path holds no NUL character", {});
  // the file system would be given another name than the one that was asked for
  if (!asked.isWellFormed())
    return refuse(
      "INVALID_INPUT",
      "the path holds half of a surrogate pair, which no file name can; send whole characters",
      {},
    );
  if (asked.trim() === "" || asked.length > 4096)
    return refuse("INVALID_INPUT", "file is a path of 1 to 4096 characters, relative to the workspace", {});
  const lexical = resolve(root, asked);
  // a path that names the workspace through a link of its own is inside as well
  const outside = !isInside(root, lexical) && !(isAbsolute(asked) && isInside(root, realOr(lexical)));
  if (outside) return refuseOutside(asked);
  const named = protectedPart(relative(root, lexical));
  if (named) return refuseProtected(asked, named);
  let real: string;
  try {
    real = followLinks(lexical);
  } catch (error) {
    return systemRefusal(error, asked, "read");
  }
  if (!isInside(root, real)) return refuseOutside(asked);
  const name = relative(root, real).split(sep).join("/");
  const reached = protectedPart(name);
  if (reached) return refuseProtected(asked, reached);
  if (name === "") return refuse("NOT_A_FILE", "the path is the workspace itself; name a file in it", {});
  if (asked.endsWith("/") || asked.endsWith("/."))
    return refuse("NOT_A_FILE", `${asked} names a folder; name a file`, { file: asked });
  return {
    name,
    path: real,
    named: isInside(root, lexical) ? relative(root, lexical).split(sep).join("/") : name,
  };
}

const isInside = (root: string, path: string): boolean =>
  path === root || path.startsWith(root === sep ? sep : root + sep);

const realOr = (path: string): string => {
  try {
    return followLinks(path);
  } catch {
    return path;
  }
};

/** The real path, also of what does not exist yet: links are followed as far as there is anything. */
function followLinks(path: string, budget = 40): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
  }
  if (budget === 0) throw Object.assign(new Error("links go in a circle"), { code: "ELOOP" });
  const parent = dirname(path);
  if (parent === path) return path;
  const here = join(followLinks(parent, budget), path.slice(parent.length));
  let target: string;
  try {
    if (!lstatSync(here).isSymbolicLink()) return here;
    target = readlinkSync(here);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return here;
    throw error;
  }
  // a link that dangles leads to where its target would be
  return followLinks(resolve(dirname(here), target), budget - 1);
}

const protectedNames: ReadonlySet<string> = new Set([".git", ".mission_control"]);

/**
 * The part of a path that no edit may reach. Compared the way file systems that fold case, drop trailing dots and
 * blanks, ignore invisible characters or know short names would compare it, because a path may come from anywhere.
 */
export function protectedPart(path: string): string | null {
  for (const part of path.split(/[\\/]/)) {
    const folded = part
      .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, "")
      .replace(/(::?\$index_allocation|:.*)$/i, "")
      .replace(/[. ]+$/, "")
      .toLowerCase();
    if (protectedNames.has(folded) || folded === "git~1") return part;
  }
  return null;
}

const refuseOutside = (asked: string): Refusal =>
  refuse(
    "PATH_OUTSIDE_WORKSPACE",
    `${asked} lies outside of the workspace; name a file inside of it, relative to its root`,
    {
      file: asked,
    },
  );

const refuseProtected = (asked: string, part: string): Refusal =>
  refuse(
    "PATH_PROTECTED",
    `${asked} lies under ${part}, which no edit may reach: it is ${part.toLowerCase().includes("mission") ? "the record of the edits, with their rules, which a person keeps" : "the repository itself, which git alone writes"}; name a file of the project`,
    { file: asked },
  );
