import { useMutation, useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { Square } from "lucide-react";
import type { Replay } from "../../../shared/models/replay.ts";
import { abortReplay } from "../../../shared/operations/replays.ts";
import { answer, RefusedError } from "../../api/answer.ts";
import { call } from "../../api/call.ts";
import { replayKey, replayQuery } from "../../api/replay-query.ts";
import { Button } from "../../components/ui/button.tsx";
import { RefusalNote } from "../../components/ui/refusal-note.tsx";
import { formatDuration } from "../../components/ui/time-format.ts";
import { useNow } from "../../components/ui/use-now.ts";
import { CallTable } from "./call-table.tsx";
import { Facts, TraceIdFact } from "./facts.tsx";
import { ModeMark, ReplayPill } from "./replay-pill.tsx";
import { many, progressOf } from "./replay-words.ts";
import { RoleNote } from "./role-note.tsx";
import { useCallerRole } from "./use-caller-role.ts";
import { WaitsFor } from "./waits-for.tsx";

/** How far a replay has come, and the way to stop it. `unheard`: the server did not answer the last time it was asked. */
export function ReplayRunning({ replay, unheard }: { replay: Replay; unheard: boolean }) {
  const now = useNow(true);
  const client = useQueryClient();
  const { may } = useCallerRole();
  const stop = useMutation({
    mutationFn: () => answer(call(abortReplay, { replay_trace: replay.replay_trace })),
    onSuccess: ({ replay }) => client.setQueryData(replayQuery(replay.replay_trace).queryKey, replay),
    onSettled: () => client.invalidateQueries({ queryKey: replayKey }),
  });
  const { report, mode } = replay;
  const share = progressOf(replay);
  return (
    <section aria-label="Replay under way" className="flex flex-col gap-3 p-3">
      <header className="flex items-center gap-2 text-12">
        <ModeMark mode={mode} />
        <ReplayPill status="running" />
        <span className="tabular ml-auto font-mono text-ink-2">
          {formatDuration(Math.max(0, now - Date.parse(replay.started_at)))}
        </span>
      </header>
      <div>
        <div
          role="progressbar"
          aria-label="Spans replayed"
          aria-valuemin={0}
          aria-valuemax={report.of}
          aria-valuenow={replay.spans}
          className="h-1.5 overflow-hidden rounded-full bg-line"
        >
          <div
            className={clsx(
              "h-full rounded-full transition-[width] duration-500 ease-linear",
              mode === "live" ? "bg-accent" : "bg-cyan",
            )}
            style={{ width: `${share * 100}%` }}
          />
        </div>
        <p className="tabular mt-1.5 text-12 text-ink-2">
          {replay.spans.toLocaleString()} of {many(report.of, "span")}
          {report.errors > 0 && <span className="text-red-ink">, {many(report.errors, "error")}</span>}
          {unheard && <span className="text-yellow"> · the server does not answer</span>}
        </p>
      </div>
      {replay.waits_for !== undefined && <WaitsFor replays={replay.waits_for} />}
      {report.calls.length > 0 && <CallTable report={report} />}
      <Facts>
        <TraceIdFact name="Replay" traceId={replay.replay_trace} open={false} />
      </Facts>
      <div className="flex items-center gap-2">
        <Button disabled={!may("agent") || stop.isPending} onClick={() => stop.mutate()}>
          <Square aria-hidden className="size-3" />
          {stop.isPending ? "Stopping…" : "Stop"}
        </Button>
        {mode === "live" && (
          <span className="text-12 text-ink-3">Calls under way are cancelled; what is done stays.</span>
        )}
      </div>
      <RoleNote needs="agent" what="Stopping it" />
      {stop.error && (
        <RefusalNote
          refusal={{
            code: stop.error instanceof RefusedError ? stop.error.code : "INTERNAL",
            error: stop.error.message,
          }}
        />
      )}
    </section>
  );
}
