import clsx from "clsx";
import { Time } from "../../../../components/ui/time.tsx";
import { formatDuration, formatUtc } from "../../../../components/ui/time-format.ts";
import type { CustodyStep } from "./custody-timeline.ts";

const bars: Record<CustodyStep["state"], string> = {
  done: "border-green",
  running: "border-yellow",
  failed: "border-red",
  open: "border-line",
  none: "border-line",
};

/** The way of a patch as a line of steps, with the time the first began and the milliseconds between the others. */
export function CustodySteps({ steps }: { steps: readonly CustodyStep[] }) {
  return (
    <ol aria-label="Custody" className="flex">
      {steps.map((step) => (
        <li
          key={step.name}
          className={clsx("min-w-0 flex-1 border-t-2 pt-1.5 pr-2 text-11 text-ink-2", bars[step.state])}
        >
          <p
            className={clsx(
              "truncate font-semibold",
              step.state === "failed" ? "text-red-ink" : step.state === "done" ? "text-ink" : "text-ink-2",
            )}
          >
            {step.name}
          </p>
          <p className="tabular truncate">
            <StepTime step={step} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function StepTime({ step }: { step: CustodyStep }) {
  if (step.at !== null && step.sincePrevious !== null)
    return (
      <time dateTime={step.at} title={formatUtc(step.at)}>
        +{formatDuration(step.sincePrevious)}
      </time>
    );
  if (step.at !== null) return <Time iso={step.at} milliseconds />;
  if (step.state === "running") return <span className="text-yellow">running</span>;
  return <span title={step.why}>—{step.why && <span className="sr-only"> {step.why}</span>}</span>;
}
