import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { workspaceQuery } from "../../../api/workspace-query.ts";
import { startDemoNow } from "../../../components/frame/start-demo.ts";
import { Button } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { type ConnectLine, connectLines } from "./connect-lines.ts";

/** The screen before the first patch: what will stand here, and how to get it there. */
export function FirstRun() {
  const { data } = useSuspenseQuery(workspaceQuery);
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[880px] flex-col gap-3.5 px-6 py-6">
        <header className="flex flex-col gap-4 wide:flex-row wide:items-stretch">
          <div className="flex-1">
            <h2 className="font-semibold text-[17px]">Waiting for the first patch</h2>
            <p className="mt-1.5 max-w-[60ch] text-ink-2">
              Coding agents ask for one bounded edit of{" "}
              <span className="font-mono text-12 text-ink">{data.workspace}</span>; exactly that edit is made,
              or refused with a reason. Each shows up here as it happens, with its diff, its checks and a way
              back.
            </p>
          </div>
          {data.demo === "available" && <DemoOffer />}
        </header>
        {connectLines(data.url).map((line) => (
          <ConnectCard key={line.id} line={line}>
            {line.id === "http" && <TokenSource admin={data.caller.role === "admin"} />}
          </ConnectCard>
        ))}
      </div>
    </div>
  );
}

/** Where the token of the HTTP line comes from, for this reader. */
function TokenSource({ admin }: { admin: boolean }) {
  if (!admin) return " Ask an admin for one.";
  return (
    <>
      {" "}
      <Link
        to="."
        search={(old) => ({ ...old, dialog: "tokens" as const })}
        className="text-cyan underline underline-offset-2"
      >
        Make one in Tokens
      </Link>
    </>
  );
}

function ConnectCard({ line, children }: { line: ConnectLine; children: ReactNode }) {
  return (
    <section className="overflow-hidden rounded-card border border-line bg-surface">
      <header className="flex items-center gap-3 border-line border-b py-1.5 pr-1.5 pl-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold text-12">{line.title}</h3>
          <p className="text-12 text-ink-2">
            {line.explain}
            {children}
          </p>
        </div>
        <CopyButton text={line.text} label={`Copy: ${line.title}`}>
          Copy
        </CopyButton>
      </header>
      {/* it scrolls by itself where it is long, and so must take the focus */}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus
        tabIndex={0}
        aria-label={`${line.title}: what to copy`}
        className="max-h-[212px] overflow-y-auto bg-sunken p-3 -outline-offset-2"
      >
        <pre className="whitespace-pre-wrap break-words font-mono text-12 text-ink leading-5">
          {line.text}
        </pre>
      </section>
    </section>
  );
}

function DemoOffer() {
  const [starting, setStarting] = useState(false);
  return (
    <section className="flex flex-col items-start justify-between gap-2.5 rounded-card border border-line border-dashed p-3 wide:w-[320px]">
      <p className="text-12 text-ink-2">
        Or watch first: scripted agents make real edits in a scratch workspace of their own, good ones,
        refused ones, a type error and a revert.
      </p>
      <Button
        variant="primary"
        disabled={starting}
        onClick={async () => {
          setStarting(true);
          await startDemoNow();
          setStarting(false);
        }}
      >
        {starting ? "Starting the demo…" : "Start the demo"}
      </Button>
    </section>
  );
}
