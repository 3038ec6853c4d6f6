import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
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
      <div className="mx-auto flex max-w-[820px] flex-col gap-5 px-6 py-10">
        <header>
          <h2 className="font-semibold text-[17px]">Waiting for the first patch</h2>
          <p className="mt-1.5 max-w-[60ch] text-ink-2">
            Coding agents ask for one bounded edit of{" "}
            <span className="font-mono text-12 text-ink">{data.workspace}</span>; exactly that edit is made,
            or refused with a reason. Each shows up here as it happens, with its diff, its checks and a way
            back.
          </p>
        </header>
        {connectLines(data.url).map((line) => (
          <ConnectCard key={line.id} line={line} />
        ))}
        {data.demo === "available" && <DemoOffer />}
      </div>
    </div>
  );
}

function ConnectCard({ line }: { line: ConnectLine }) {
  return (
    <section className="overflow-hidden rounded-card border border-line bg-surface">
      <header className="flex items-center gap-3 border-line border-b py-1.5 pr-1.5 pl-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold text-12">{line.title}</h3>
          <p className="text-12 text-ink-2">{line.explain}</p>
        </div>
        <CopyButton text={line.text} label={`Copy: ${line.title}`}>
          Copy
        </CopyButton>
      </header>
      <pre className="whitespace-pre-wrap break-words bg-sunken p-3 font-mono text-12 text-ink leading-5">
        {line.text}
      </pre>
    </section>
  );
}

function DemoOffer() {
  const [starting, setStarting] = useState(false);
  return (
    <section className="flex items-center gap-4 rounded-card border border-line border-dashed p-4">
      <p className="flex-1 text-ink-2">
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
