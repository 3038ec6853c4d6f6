import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useStore } from "zustand";
import type { ReplayPlan } from "../../../shared/models/replay.ts";
import { RefusedError } from "../../api/answer.ts";
import { planQuery } from "../../api/replay-query.ts";
import { Button } from "../../components/ui/button.tsx";
import { RefusalNote } from "../../components/ui/refusal-note.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { choiceStore, type ReplayChoice } from "./choice-store.ts";
import { ConfirmLive } from "./confirm-live.tsx";
import { DryPart } from "./dry-part.tsx";
import { LivePart } from "./live-part.tsx";
import { PaceField } from "./pace-field.tsx";
import { callsOf } from "./replay-words.ts";
import { useCallerRole } from "./use-caller-role.ts";
import type { ReplayUrl } from "./use-replay-url.ts";
import { useSettled } from "./use-settled.ts";
import { useStartReplay } from "./use-start-replay.ts";

const modes = [
  { value: "dry-run", label: "Dry run" },
  { value: "live", label: "Live" },
] as const;

/** Which trace, dry or live, how fast; and what that would do. A live replay asks once more, naming whom it calls. */
export function ReplayForm({ url }: { url: ReplayUrl }) {
  const id = useId();
  const [typed, setTyped] = useState(url.traceId ?? "");
  const choice = useStore(choiceStore);
  const [asking, setAsking] = useState(false);
  const start = useStartReplay(url);
  const { may } = useCallerRole();
  const traceId = typed.trim();
  const settled = useSettled(traceId, 300);
  const plan = useQuery({ ...planQuery(settled), enabled: settled !== "" });
  const { mode, pace, speed } = choice;
  const allowed = may(mode === "live" ? "reviewer" : "agent");
  const known = settled === traceId ? plan.data : undefined;
  const nobody = mode === "live" && known !== undefined && callsOf(known) === 0;
  const go = () => start.mutate({ traceId, ...choice });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!allowed || traceId === "" || nobody || start.isPending) return;
    if (mode === "live") setAsking(true);
    else go();
  };
  const choose = (next: Partial<ReplayChoice>) => {
    choiceStore.setState(next);
    start.reset();
  };
  return (
    <form onSubmit={submit} aria-label="Replay a trace" className="flex flex-col gap-3 p-3">
      <div className="grid grid-cols-[56px_minmax(0,1fr)] items-center gap-x-2.5 gap-y-2.5">
        <label htmlFor={id} className="text-ink-3">
          Trace
        </label>
        <input
          id={id}
          value={typed}
          required
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          placeholder="Trace id"
          onChange={({ target }) => {
            setTyped(target.value);
            start.reset();
          }}
          className="h-7 min-w-0 rounded-control border border-line bg-surface-2 px-2.5 font-mono text-12 outline-offset-0"
        />
        <span className="text-ink-3">Mode</span>
        <span>
          <Segmented label="Mode" value={mode} options={modes} onChange={(next) => choose({ mode: next })} />
        </span>
        <span className="text-ink-3">Pace</span>
        <PaceField pace={pace} speed={speed} onChange={choose} />
      </div>
      <Planned
        traceId={traceId}
        plan={known}
        error={settled === traceId ? plan.error : null}
        onRetry={() => void plan.refetch()}
      >
        {(told) =>
          mode === "live" ? <LivePart plan={told} choice={choice} /> : <DryPart plan={told} choice={choice} />
        }
      </Planned>
      {start.error && (
        <RefusalNote
          refusal={{
            code: start.error instanceof RefusedError ? start.error.code : "INTERNAL",
            error: start.error.message,
          }}
        />
      )}
      <div className="flex items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          disabled={!allowed || traceId === "" || nobody || start.isPending}
        >
          <Play aria-hidden className="size-3.5" />
          {start.isPending
            ? "Starting…"
            : `${start.error ? "Again: " : ""}${mode === "live" ? "Live replay…" : "Start dry run"}`}
        </Button>
        <Button onClick={() => url.openHistory(url.traceId === undefined ? "all" : "this")}>
          Past replays
        </Button>
      </div>
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
    </form>
  );
}

function Planned({
  traceId,
  plan,
  error,
  onRetry,
  children,
}: {
  traceId: string;
  plan: ReplayPlan | undefined;
  error: Error | null;
  onRetry: () => void;
  children: (plan: ReplayPlan | undefined) => React.ReactNode;
}) {
  if (traceId === "") return <p className="text-12 text-ink-2">Type the id of a trace, or select one.</p>;
  if (error && plan === undefined)
    return (
      <div className="flex flex-col items-start gap-2">
        <RefusalNote
          refusal={{
            code: error instanceof RefusedError ? error.code : "INTERNAL",
            error: error.message,
          }}
        />
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      </div>
    );
  return children(plan);
}
