import { useSuspenseQuery } from "@tanstack/react-query";
import { FactoryName } from "../../../shared/models/factory.ts";
import type { ReplayPlan } from "../../../shared/models/replay.ts";
import { registerLine } from "../../api/curl-lines.ts";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { CopyLine } from "../../components/ui/copy-line.tsx";
import { FactoriesLink } from "../../components/ui/factories-link.tsx";
import { SkippedList } from "./skipped-list.tsx";

/** Nobody can be called: how a factory becomes one that can, with the name of the one that this trace needs most. */
export function NoFactory({ skipped }: Pick<ReplayPlan, "skipped">) {
  const { data } = useSuspenseQuery(workspaceQuery);
  // what is no name of a factory can be bound to none
  const wanted = skipped.filter(
    ({ source }) => source !== "mission-control" && FactoryName.safeParse(source).success,
  );
  const most = wanted.toSorted((a, b) => b.spans - a.spans)[0]?.source ?? "my-factory";
  return (
    <div className="flex flex-col gap-2 rounded-control border border-line bg-sunken p-2.5 text-12">
      <p>
        <span className="font-semibold">No factory of this trace can be called now.</span> One that wants to
        be says <code className="font-mono">simulateOperation</code> in the{" "}
        <code className="font-mono">hello</code> of its socket, under the name that its spans carry as source
        {wanted.length > 0 && (
          <>
            {" "}
            (<span className="break-all font-mono">{most}</span>)
          </>
        )}
        . One without a socket says where it is:
      </p>
      <CopyLine text={registerLine(data.url, most)} label="Copy the line that registers a factory" />
      <p className="text-ink-2">
        What it then has to answer is in docs/traces.md, “A factory that takes part”, and in the{" "}
        <a href="/api/docs" target="_blank" rel="noopener" className="text-cyan underline underline-offset-2">
          API documentation
        </a>
        . An example that answers really, in the repository:
      </p>
      <CopyLine text="npm run factory" label="Copy the command that starts the example factory" />
      <p className="text-ink-2">
        Who is known, and what each says it can do: <FactoriesLink>Factories</FactoriesLink>.
      </p>
      <SkippedList skipped={skipped} />
    </div>
  );
}
