import { CircleX } from "lucide-react";
import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";
import { type Candidate, refusalDetails, span } from "./refusal-details.ts";

/** In place of a diff: why the edit was refused, in the words the agent got, and the places it may have meant. */
export function RefusalView({ patch }: { patch: PatchDetail }) {
  const { candidates, facts } = refusalDetails(patch.meta.details, patch.file);
  const message = patch.error ?? "No reason was given with this refusal.";
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys
      tabIndex={0}
      aria-label="Why it was refused"
      className="h-full overflow-y-auto bg-sunken p-4"
    >
      <div className="flex items-center gap-2 text-red-ink">
        <CircleX aria-hidden className="size-4 shrink-0" />
        <h2 className="font-mono font-semibold text-12">{patch.code ?? "REFUSED"}</h2>
        <span className="ml-auto">
          <CopyButton text={`${patch.code ?? "REFUSED"}: ${message}`} label="Copy refusal" />
        </span>
      </div>
      <p className="mt-2 max-w-prose whitespace-pre-wrap break-words">{message}</p>
      <p className="mt-2 text-12 text-ink-2">
        Nothing was written: <span className="font-mono">{patch.file}</span> is as it was.
      </p>
      {candidates.length > 0 && (
        <>
          <h3 className="mt-4 mb-1.5 text-11 text-ink-2">Nearest places</h3>
          <ul className="flex flex-col gap-2">
            {candidates.map((candidate) => (
              <CandidateItem key={candidate.start} candidate={candidate} />
            ))}
          </ul>
        </>
      )}
      {facts.map(({ name, text }) => (
        <div key={name}>
          <h3 className="mt-4 mb-1 text-11 text-ink-2 first-letter:uppercase">{name}</h3>
          <pre className="max-h-60 overflow-auto whitespace-pre-wrap break-words font-mono text-12 leading-5">
            {text}
          </pre>
        </div>
      ))}
    </section>
  );
}

function CandidateItem({ candidate }: { candidate: Candidate }) {
  const { likeness, differs } = candidate;
  return (
    <li className="rounded-control border border-line bg-surface px-3 py-2">
      <p className="flex gap-2 text-12">
        <span className="font-mono font-semibold">
          {candidate.start === candidate.end ? "line" : "lines"} {span(candidate)}
        </span>
        {likeness !== undefined && (
          <span className="text-ink-2">{Math.round(likeness * 100)}% of what was sent is there</span>
        )}
      </p>
      {differs && (
        <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 font-mono text-12 leading-5">
          <dt className="font-sans text-ink-2">line {differs.line} has</dt>
          <dd className="whitespace-pre-wrap break-words">{differs.file}</dd>
          <dt className="font-sans text-ink-2">was sent</dt>
          <dd className="whitespace-pre-wrap break-words">{differs.sent}</dd>
        </dl>
      )}
    </li>
  );
}
