import type { z } from "zod";
import { type JsonPlaces, jsonPlaces, placeKey } from "./json-places.ts";
import { nearestWord } from "./nearest-word.ts";

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a settings file that a person wrote, one sentence each: which line, which key, what it should be,
 * and for a key that there is not, the one that was probably meant.
 */
export function settingsProblems(text: string, issues: readonly Issue[], known: readonly string[]): string[] {
  const places = jsonPlaces(text);
  const found = issues.flatMap((issue) => problemsOf(issue, places, known));
  const lineIn = (problem: string) => Number(/^line (\d+)/.exec(problem)?.[1] ?? 0);
  return found.sort((a, b) => lineIn(a) - lineIn(b));
}

/** Why a text is no JSON, or which key of it is lost; null where neither. */
export function brokenJson(text: string): string | null {
  const { broken, twice } = jsonPlaces(text);
  if (broken)
    return `line ${broken.line}, column ${broken.column}: it is not JSON from here on (comments and a comma behind the last entry are not JSON either)`;
  const lost = twice[0];
  if (!lost) return null;
  return `line ${lost.line}: "${lost.path.join(".")}" stands there a second time, first in line ${lost.first}; keep one of them`;
}

function problemsOf(issue: Issue, places: JsonPlaces, known: readonly string[]): string[] {
  const named = (path: readonly PropertyKey[], what: string) => {
    const line = lineOf(path, places);
    const key = path.map(String).join(".");
    return `${line === null ? "" : `line ${line}: `}${key === "" ? what : `"${key}" ${what}`}`;
  };
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const meant = issue.path.length === 0 ? nearestWord(key, known) : null;
      return named(
        [...issue.path, key],
        meant === null
          ? `is no key there is (there are ${known.join(", ")})`
          : `is no key there is; did you mean "${meant}"?`,
      );
    });
  const path = [...issue.path];
  return [named(path, `is not as it should be: ${issue.message}`)];
}

/** The line of a key, or of the nearest thing around it that is there. */
function lineOf(path: readonly PropertyKey[], { lines }: JsonPlaces): number | null {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(placeKey(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return null;
}
