import { parseArgs } from "node:util";

export const usage = `npm run replay-history -- <git dir> [options]

  <git dir>      a repository, bare or not; it is only read
  --commits N    the newest N commits (all of them where left out)
  --ref REF      the commits that can be reached from REF (HEAD)
  --only SHA     this one commit, upon its first parent
  --json         the report as JSON
  --keep         leave the scratch folder, with what patchctl kept of each patch, and say where it is`;

export interface Options {
  repository: string;
  ref: string;
  commits: number | null;
  only: string | null;
  keep: boolean;
  json: boolean;
}

export type Read = { ok: true; options: Options | "help" } | { ok: false; problem: string };

/** What the command line asks for, or what is wrong with it. */
export function readArguments(args: readonly string[]): Read {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return { ok: false, problem: (error as Error).message };
  }
  const { values, positionals } = parsed;
  if (values.help) return { ok: true, options: "help" };
  const [repository, ...more] = positionals;
  if (repository === undefined || more.length > 0)
    return { ok: false, problem: "one repository has to be named" };
  const commits = values.commits === undefined ? null : Number(values.commits);
  if (commits !== null && !(Number.isSafeInteger(commits) && commits > 0))
    return { ok: false, problem: `--commits is a number of at least 1, not ${values.commits}` };
  const { ref, only = null, keep, json } = values;
  // git would take these for options of its own
  const odd = [ref, only].find((revision) => revision?.startsWith("-"));
  if (odd) return { ok: false, problem: `${odd} is no revision` };
  return { ok: true, options: { repository, ref, commits, only, keep, json } };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      commits: { type: "string" },
      ref: { type: "string", default: "HEAD" },
      only: { type: "string" },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
