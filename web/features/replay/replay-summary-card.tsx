import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { Replay } from "../../../shared/models/replay.ts";
import { durationText } from "../../../shared/trace/duration-text.ts";
import { RefusedError } from "../../api/answer.ts";
import { Button } from "../../components/ui/button.tsx";
import { RefusalNote } from "../../components/ui/refusal-note.tsx";
import { Time } from "../../components/ui/time.tsx";
import { formatDuration } from "../../components/ui/time-format.ts";
import { CallTable } from "./call-table.tsx";
import { CompareLink } from "./compare-link.tsx";
import { ConfirmLive } from "./confirm-live.tsx";
import { Fact, Facts, TraceIdFact } from "./facts.tsx";
import { PatchResults } from "./patch-results.tsx";
import { ModeMark, ReplayPill } from "./replay-pill.tsx";
import { lengthWords, many, paceName, whatNext } from "./replay-words.ts";
import { SkippedList } from "./skipped-list.tsx";
import { useCallerRole } from "./use-caller-role.ts";
import type { ReplayUrl } from "./use-replay-url.ts";
import { useStartReplay } from "./use-start-replay.ts";

const link =
  "inline-flex h-7 items-center rounded-control border border-line bg-surface-2 px-2.5 font-semibold text-12 hover:border-ink-3/60";

/** What came of a replay that is over. */
export function ReplaySummaryCard({ replay, url }: { replay: Replay; url: ReplayUrl }) {
  const { report, status, mode } = replay;
  const next = whatNext(replay);
  return (
    <section aria-label="Summary of the replay" className="flex flex-col gap-3 p-3">
      <header className="flex items-center gap-2 text-12">
        <ModeMark mode={mode} />
        <ReplayPill status={status} />
        <span className="ml-auto text-ink-2">
          <Time iso={replay.started_at} format="short" />
        </span>
      </header>
      {status !== "completed" && (
        <div
          className={clsx(
            "rounded-control border px-2.5 py-1.5 text-12",
            status === "failed" ? "tint-red border-red/40" : "border-line bg-sunken",
          )}
        >
          <p className="break-words">{report.reason ?? `The replay was ${status}.`}</p>
          {next !== null && <p className="mt-1 text-ink-2">{next}</p>}
        </div>
      )}
      <Facts>
        <TraceIdFact
          name="Original"
          traceId={replay.original_trace}
          open={url.traceId === replay.original_trace}
        />
        <TraceIdFact name="Replay" traceId={replay.replay_trace} open={url.traceId === replay.replay_trace} />
        <Fact name="Spans">
          <span>
            {replay.spans.toLocaleString()} of {report.of.toLocaleString()}
            {report.errors > 0 && <span className="text-red-ink">, {many(report.errors, "error")}</span>}
          </span>
        </Fact>
        <Fact name="Length">{lengthWords(report, durationText)}</Fact>
        <Fact name="Run">
          {replay.duration_ms === null ? "—" : formatDuration(replay.duration_ms)}
          <span className="font-sans text-ink-2">{paceName(report)}</span>
        </Fact>
        {replay.actor !== null && <Fact name="By">{replay.actor}</Fact>}
      </Facts>
      <PatchResults report={report} />
      <CallTable report={report} />
      <SkippedList skipped={report.skipped} />
      <div className="flex flex-wrap items-center gap-2">
        <Link to="/traces/$traceId" params={{ traceId: replay.replay_trace }} className={link}>
          View in timeline
        </Link>
        <CompareLink replay={replay} className={link} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Again replay={replay} url={url} />
      </div>
    </section>
  );
}

/** The same once more, as it was chosen then; or another, from the start. */
function Again({ replay, url }: { replay: Replay; url: ReplayUrl }) {
  const { original_trace: traceId, mode, report } = replay;
  const start = useStartReplay(url);
  const { may } = useCallerRole();
  const [asking, setAsking] = useState(false);
  const go = () => start.mutate({ traceId, mode, pace: report.pace, speed: report.speed });
  return (
    <>
      <Button
        disabled={start.isPending || !may(mode === "live" ? "reviewer" : "agent")}
        onClick={() => (mode === "live" ? setAsking(true) : go())}
      >
        <RotateCcw aria-hidden className="size-3.5" />
        Again
      </Button>
      <Button onClick={() => url.open(traceId)}>Another…</Button>
      {start.error && (
        <div className="w-full">
          <RefusalNote
            refusal={{
              code: start.error instanceof RefusedError ? start.error.code : "INTERNAL",
              error: start.error.message,
            }}
          />
        </div>
      )}
      {asking && (
        <ConfirmLive
          traceId={traceId}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            go();
          }}
        />
      )}
    </>
  );
}
