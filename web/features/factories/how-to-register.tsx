import { Factory } from "lucide-react";
import { registerLine } from "../../api/curl-lines.ts";
import { CopyLine } from "../../components/ui/copy-line.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";

/** Nobody is known yet: what a factory is, and how the first one comes. */
export function NoFactories({ url }: { url: string }) {
  return (
    <>
      <EmptyState icon={<Factory />} title="No factory is known yet" className="h-auto! py-4!">
        One that says here what it can do is asked for its part again when a trace is replayed live.
      </EmptyState>
      <section
        aria-label="How a factory registers"
        className="rounded-card border border-line bg-sunken p-3 text-12"
      >
        <HowToRegister url={url} />
      </section>
    </>
  );
}

/** The two ways in: a socket with `hello`, as the example has it, and a call for who holds none. */
export function HowToRegister({ url }: { url: string }) {
  return (
    <div className="flex flex-col gap-2">
      <p>
        It says <code className="font-mono">hello</code> on its socket, with its name and{" "}
        <code className="font-mono">simulateOperation</code> among what it can do. The example, in the
        repository of Mission Control, shows up here as soon as it runs:
      </p>
      <CopyLine text="npm run factory" label="Copy the command that starts the example factory" />
      <p>One without a socket says where it is, with a token of role agent:</p>
      <CopyLine text={registerLine(url, "my-factory")} label="Copy the line that registers a factory" />
      <p className="text-ink-2">
        What it then has to answer is in docs/traces.md, “A factory that takes part”, and in the{" "}
        <a href="/api/docs" target="_blank" rel="noopener" className="text-cyan underline underline-offset-2">
          API documentation
        </a>
        .
      </p>
    </div>
  );
}
