import { Link } from "@tanstack/react-router";
import type { ReplayReport } from "../../../shared/models/replay.ts";
import { many } from "./replay-words.ts";

/** The patches of the trace, made again in a scratch copy: how many came out the same, and those that did not. */
export function PatchResults({
  report,
}: {
  report: Pick<ReplayReport, "patches" | "patches_total" | "patches_same">;
}) {
  const { patches, patches_total, patches_same } = report;
  if (patches_total === 0) return null;
  const differ = patches.filter(({ same }) => !same);
  const unlisted = patches_total - patches_same - differ.length;
  return (
    <section aria-label="Patches">
      <h4 className="mb-1.5 flex items-baseline text-11 text-ink-3">
        Patches made again
        <span className={patches_same === patches_total ? "ml-auto text-green" : "ml-auto text-red-ink"}>
          {patches_same} of {patches_total} the same
        </span>
      </h4>
      <ul className="flex flex-col gap-2">
        {differ.map(({ patch_id, file, expected, actual, why }) => (
          <li key={patch_id} className="border-red/40 border-l-2 pl-2 text-12">
            <Link
              to="/patches"
              search={{ patch: patch_id }}
              className="break-all rounded font-mono text-cyan underline-offset-2 hover:underline"
            >
              {file}
            </Link>
            {why !== undefined && <p className="break-words text-ink-2">{why}</p>}
            <p className="font-mono text-11 text-ink-3">
              {short(expected)} expected, {short(actual)} now
            </p>
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p className="mt-1 text-12 text-ink-3">and {many(unlisted, "more", "more")}</p>}
    </section>
  );
}

const short = (hash: string | null): string => (hash === null ? "no file" : hash.slice(0, 12));
