import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { workspaceQuery } from "../../api/workspace-query.ts";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { firstTraceLines } from "./first-trace-lines.ts";

/** Before the first trace: what will stand here, and lines that bring one in. */
export function FirstTrace() {
  const { data } = useSuspenseQuery(workspaceQuery);
  return (
    <div className="mx-auto flex w-full max-w-[820px] flex-col gap-3.5 overflow-y-auto px-6 py-6">
      <header>
        <h2 className="font-semibold text-[17px]">Waiting for the first trace</h2>
        <p className="mt-1.5 max-w-[64ch] text-ink-2">
          Every request, patch and hand-off of a flow becomes one picture here: who had the ball, what they
          did with it, when they passed it on. Send from any program. It needs a token of the role agent:{" "}
          <Link
            to="."
            search={(old) => ({ ...old, dialog: "tokens" as const })}
            className="text-cyan underline underline-offset-2"
          >
            Tokens
          </Link>
          .
        </p>
      </header>
      {firstTraceLines(data.url).map(({ title, explain, text }) => (
        <section key={title} className="overflow-hidden rounded-card border border-line bg-surface">
          <header className="flex items-center gap-3 border-line border-b py-1.5 pr-1.5 pl-3">
            <div className="min-w-0 flex-1">
              <h3 className="font-semibold text-12">{title}</h3>
              <p className="text-12 text-ink-2">{explain}</p>
            </div>
            <CopyButton text={text} label={`Copy: ${title}`}>
              Copy
            </CopyButton>
          </header>
          <pre className="whitespace-pre-wrap break-words bg-sunken p-3 font-mono text-12 leading-5">
            {text}
          </pre>
        </section>
      ))}
    </div>
  );
}
