import clsx from "clsx";
import { useId } from "react";
import {
  boundText,
  bucketOf,
  type LatencyBar,
  type LatencyBucket,
  latencyBars,
} from "../../../components/charts/latency-buckets.ts";
import { formatCount } from "../../../components/ui/number-format.ts";
import type { TraceUrl } from "../use-trace-url.ts";

const HEIGHT = 96;
/** Bars that have room for the length of each below them; of more, the decades are named. */
const MOST_NAMED = 7;
const shares = [
  ["p50", 0.5],
  ["p95", 0.95],
  ["p99", 0.99],
] as const;

/** How long operations took, of all or of the source that is chosen here; a bar narrows to what took so long or longer. */
export function LatencyPanel({
  buckets,
  sources,
  url,
}: {
  buckets: readonly LatencyBucket[];
  sources: readonly string[];
  url: TraceUrl;
}) {
  const { source: chosen = [], min_ms } = url.search;
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  const names = [...new Set([...chosen, ...sources])].sort();
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b py-2 pr-2 pl-3">
        <h2 className="shrink-0 font-semibold">Latency</h2>
        <span className="shrink-0 text-12 text-ink-2">last 60 min</span>
        <select
          aria-label="Of which source"
          value={chosen.length === 0 ? "" : chosen.length === 1 ? chosen[0] : "several"}
          onChange={({ target: { value } }) =>
            value === "" ? url.clearFacet("source") : url.only("source", value)
          }
          className="ml-auto h-7 min-w-0 max-w-52 truncate rounded-control border border-line bg-surface-2 px-1.5 text-12"
        >
          <option value="">all sources</option>
          {chosen.length > 1 && (
            <option value="several" disabled>
              {chosen.length} sources
            </option>
          )}
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      {all === 0 ? (
        <p className="grid h-[176px] place-items-center px-3 text-12 text-ink-2">
          Nothing of the last hour says how long it took.
        </p>
      ) : (
        <div className="p-3">
          <Bars bars={latencyBars(buckets)} from={min_ms} onFrom={url.setMinMs} />
          <p className="mt-3 flex gap-3 text-12 text-ink-2">
            {shares.map(([name, share]) => (
              <span key={name}>
                {name}{" "}
                <b className="tabular font-mono font-semibold text-ink">
                  ≤ {boundText(bucketOf(buckets, share)!.upto_ms)}
                </b>
              </span>
            ))}
            <span className="tabular ml-auto">
              {formatCount(all)} {all === 1 ? "operation" : "operations"}
            </span>
          </p>
          <p className="mt-1.5 flex h-5 items-center text-12 text-ink-3">
            {min_ms === undefined ? (
              "Choose a bar to see what took so long or longer."
            ) : (
              <button
                type="button"
                onClick={() => url.setMinMs(undefined)}
                className="rounded text-ink-2 hover:text-ink"
              >
                Show all lengths
              </button>
            )}
          </p>
        </div>
      )}
    </>
  );
}

/** One choice of several: the keys of radio buttons move from bar to bar. */
function Bars({
  bars,
  from,
  onFrom,
}: {
  bars: readonly LatencyBar[];
  /** what the screen is narrowed to, milliseconds */
  from: number | undefined;
  onFrom: (ms: number) => void;
}) {
  const name = useId();
  const most = Math.max(...bars.map(({ count }) => count));
  return (
    <fieldset className="flex items-end gap-0.5">
      <legend className="sr-only">At least how long</legend>
      {bars.map(({ over_ms, upto_ms, count }, at) => (
        <label
          key={upto_ms}
          title={`${boundText(over_ms)} to ${boundText(upto_ms)}: ${formatCount(count)}`}
          className="group/bar relative flex min-w-0 flex-1 cursor-pointer flex-col justify-end rounded-sm pb-4 hover:bg-surface-2 has-focus-visible:outline-2 has-focus-visible:outline-accent"
          style={{ height: HEIGHT + 16 }}
        >
          <input
            type="radio"
            name={name}
            aria-label={`${boundText(over_ms)} or longer: ${formatCount(count)} up to ${boundText(upto_ms)}`}
            checked={from === over_ms}
            onChange={() => onFrom(over_ms)}
            className="sr-only"
          />
          <span
            aria-hidden
            className={clsx(
              "rounded-t-[2px]",
              count === 0 ? "bg-line" : from !== undefined && over_ms < from ? "bg-cyan/30" : "bg-cyan",
            )}
            style={{ height: count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT) }}
          />
          {(bars.length <= MOST_NAMED || isDecade(upto_ms)) && (
            <span
              aria-hidden
              className={clsx(
                "tabular absolute right-0 bottom-0 whitespace-nowrap font-mono text-11 text-ink-3",
                at < bars.length - 1 && "translate-x-1/2",
              )}
            >
              {boundText(upto_ms)}
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

const isDecade = (ms: number): boolean => Number.isInteger(Math.round(Math.log10(ms) * 1e6) / 1e6);
