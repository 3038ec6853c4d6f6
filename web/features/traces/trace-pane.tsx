import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Route, Rows3 } from "lucide-react";
import { useMemo, useState } from "react";
import type { TraceSummary } from "../../../shared/models/span.ts";
import { criticalPath } from "../../../shared/trace/critical-path.ts";
import { durationText } from "../../../shared/trace/duration-text.ts";
import { findRows } from "../../../shared/trace/find-rows.ts";
import { replayQuery } from "../../api/replay-query.ts";
import { CardHeader } from "../../components/ui/card.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { formatCount } from "../../components/ui/number-format.ts";
import { GhostSwitch } from "./ghosts/ghost-switch.tsx";
import { useGhosts } from "./ghosts/use-ghosts.ts";
import type { TraceSearch } from "./trace-search.ts";
import { Legend } from "./waterfall/legend.tsx";
import { rowFits } from "./waterfall/row-fits.ts";
import type { TraceModel } from "./waterfall/trace-model.ts";
import { Waterfall } from "./waterfall/waterfall.tsx";

/** One trace: its head, and the waterfall. */
export function TracePane({
  trace,
  model,
  search,
  onSelect,
  onRows,
  onGhosts,
}: {
  trace: TraceSummary;
  model: TraceModel;
  search: TraceSearch;
  onSelect: (row: number) => void;
  /** source by source, or as a call tree again */
  onRows: () => void;
  /** shows or hides the bars of the replay */
  onGhosts: () => void;
}) {
  const [critical, setCritical] = useState(false);
  const { skeleton } = model;
  const pieces = useMemo(() => (critical ? piecesByRow(model) : null), [critical, model]);
  const found = useMemo(() => findRows(skeleton, search.q ?? ""), [skeleton, search.q]);
  const fits = useMemo(() => rowFits(skeleton, search), [skeleton, search]);
  // a file has its own ids, which nobody else knows
  const ghosts = useGhosts(model, trace.trace_id, search.from === "file" ? undefined : search.replay);
  const shown = search.ghosts !== "off";
  const isReplay = search.from !== "file" && model.families.includes("replay");
  const replay = useQuery({ ...replayQuery(trace.trace_id), enabled: isReplay }).data;
  const selected = search.span === undefined ? undefined : model.rowOf.get(search.span);
  return (
    <section
      aria-label="Waterfall"
      className={clsx(
        "flex h-full min-h-0 min-w-0 flex-col",
        replay?.mode === "dry-run" && "[--replay:var(--cyan)]",
      )}
    >
      <CardHeader>
        <h2 className="min-w-0 truncate font-mono" title={trace.operation}>
          {trace.operation}
        </h2>
        <span className="shrink-0 font-normal text-ink-2">
          {formatCount(skeleton.id.length)} {skeleton.id.length === 1 ? "span" : "spans"} ·{" "}
          {trace.status === "active" ? "running" : durationText(trace.duration_us)}
        </span>
        {found.length > 0 && (
          <span className="shrink-0 font-normal text-yellow">{formatCount(found.length)} found</span>
        )}
        <span className="flex-1" />
        <Legend model={model} />
        {ghosts !== null && <GhostSwitch ghosts={ghosts} shown={shown} onToggle={onGhosts} />}
        <IconButton
          label="Rows by source"
          keys="r"
          aria-pressed={search.rows === "source"}
          onClick={onRows}
          className="-mr-1"
        >
          <Rows3 />
        </IconButton>
        <IconButton
          label="Critical path"
          keys="c"
          aria-pressed={critical}
          onClick={() => setCritical(!critical)}
          className="-mr-1 aria-pressed:text-yellow"
        >
          <Route />
        </IconButton>
      </CardHeader>
      <Waterfall
        model={model}
        selected={selected}
        fits={fits}
        found={found}
        critical={pieces}
        ghosts={shown ? ghosts : null}
        tint={replay?.mode}
        onSelect={onSelect}
        onCritical={() => setCritical(!critical)}
      />
    </section>
  );
}

/** The path is one through calls, however the rows stand. */
function piecesByRow({ calls, rowOf, end }: TraceModel): Map<number, { from_us: number; to_us: number }[]> {
  const byRow = new Map<number, { from_us: number; to_us: number }[]>();
  for (const { row, from_us, to_us } of criticalPath(calls, end)) {
    const drawn = rowOf.get(calls.id[row]!)!;
    const held = byRow.get(drawn);
    if (held) held.push({ from_us, to_us });
    else byRow.set(drawn, [{ from_us, to_us }]);
  }
  return byRow;
}
